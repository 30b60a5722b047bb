import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { useResource } from '../api/use-resource.js';
import { seriesHref } from '../router/route.js';
import { pointsBetween } from '../series/load-points.js';
import { useNow } from '../site/use-now.js';
import { Loaded } from '../ui/loaded.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useRepeat } from '../ui/use-repeat.js';
import { hottestInlet } from './hottest-inlet.js';
import { TrendChart } from './trend-chart.js';

/** What is shown of the time before and after, to see the calm beside the trouble. */
const marginMs = 15 * 60_000;
const renewMs = 10_000;

/** The course of the hottest inlet towards its limits; nothing when no inlet is in trouble. */
export function InletTrend({ incident }: { incident: IncidentDetailOut }) {
  const inlet = hottestInlet(incident);
  if (!inlet) return null;
  return (
    <Panel
      title="Hottest inlet"
      aside={
        <a href={seriesHref(inlet.seriesId)}>
          {inlet.assetId} {inlet.component}
        </a>
      }
    >
      <Course key={inlet.seriesId} incident={incident} inlet={inlet} />
    </Panel>
  );
}

function Course({ incident, inlet }: { incident: IncidentDetailOut; inlet: AlertOut }) {
  const now = useNow();
  const isOpen = incident.state === 'open';
  const from = Date.parse(incident.startsAt) - marginMs;
  const points = useResource(`course ${inlet.seriesId} ${incident.resolvedAt ?? 'open'}`, (signal) => {
    const end = incident.resolvedAt === null ? now(incident.simulated) : Date.parse(incident.resolvedAt) + marginMs;
    return pointsBetween(inlet.seriesId, { from, to: Math.max(end, from + marginMs) + 1 }, signal);
  });
  useRepeat(renewMs, () => {
    if (isOpen) points.reload();
  });
  return (
    <Loaded what="the course" resource={points}>
      {(data) =>
        data.points.length === 0 ? (
          <Empty>No point is kept of this time.</Empty>
        ) : (
          <TrendChart points={data.points} outlook={isOpen ? incident.timeToLimit : []} />
        )
      }
    </Loaded>
  );
}
