import { useMemo } from 'react';
import type { SeriesOut } from '../../../src/http/series/series.schema.js';
import { getPoints } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import type { LatestPoint } from '../live/use-latest.js';
import { inTurn } from './in-turn.js';
import { sparklinePath } from './sparkline-path.js';

const width = 120;
const height = 22;
const hourMs = 3_600_000;
/** Time of the data, not of the clock: while a backlog is worked off, or the twin runs fast, it goes by in seconds. */
const reloadEveryMs = 600_000;
/** The line has room for this many widths of the expected band. */
const bandWidths = 1.5;

/** The last hour of a series as a line without axes; the table beside it has the numbers. */
export function Sparkline({ series, latest }: { series: SeriesOut; latest: LatestPoint | undefined }) {
  const slot = latest ? Math.floor(Date.parse(latest.at) / reloadEveryMs) : 0;
  const hour = useResource(`hour of ${series.id} in ${slot}`, (signal) =>
    inTurn(signal, () => getPoints(series.id, { step: '1m' }, signal)),
  );
  const path = useMemo(() => {
    const loaded = hour.data?.points.map(({ at, value }) => ({ at: Date.parse(at), value })) ?? [];
    const newest = latest && { at: Date.parse(latest.at), value: latest.value };
    const points = newest ? [...loaded.filter(({ at }) => at < newest.at), newest] : loaded;
    const from = (points.at(-1)?.at ?? 0) - hourMs;
    return sparklinePath(
      points.filter(({ at }) => at >= from),
      { width, height, from, to: from + hourMs, leastSpan: bandWidths * bandWidth(latest) },
    );
  }, [hour.data, latest]);
  return (
    <svg className="sparkline" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

function bandWidth(latest: LatestPoint | undefined): number {
  return (latest?.upper ?? 0) - (latest?.lower ?? 0);
}
