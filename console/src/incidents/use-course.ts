import type { PointsOut } from '../../../src/http/series/series.schema.js';
import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import { useResource } from '../api/use-resource.js';
import type { Resource } from '../api/use-resource.js';
import { pointsBetween } from '../series/load-points.js';
import { useNow } from '../site/use-now.js';
import { useRepeat } from '../ui/use-repeat.js';

/** What is shown of the time before and after, to see the calm beside the trouble. */
const marginMs = 15 * 60_000;
const renewMs = 10_000;

/** The points of a series over the time of an incident; renewed while it is open. */
export function useCourse({ startsAt, resolvedAt, simulated }: IncidentOut, seriesId: number): Resource<PointsOut> {
  const now = useNow();
  const from = Date.parse(startsAt) - marginMs;
  const points = useResource(`course ${seriesId} ${startsAt} ${resolvedAt ?? 'open'}`, (signal) => {
    const end = resolvedAt === null ? now(simulated) : Date.parse(resolvedAt) + marginMs;
    return pointsBetween(seriesId, { from, to: Math.max(end, from + marginMs) + 1 }, signal);
  });
  useRepeat(renewMs, () => {
    if (resolvedAt === null) points.reload();
  });
  return points;
}
