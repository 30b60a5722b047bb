import { useMemo, useState } from 'react';
import type { PointsOut } from '../../../src/http/series/series.schema.js';
import { useResource } from '../api/use-resource.js';
import type { Resource } from '../api/use-resource.js';
import { useLive } from '../live/live-context.js';
import type { LivePoint } from '../live/live-feed.js';
import { useRepeat } from '../ui/use-repeat.js';
import type { ChartPoint } from './chart-data.js';
import { loadPoints } from './load-points.js';

/** Buckets are made by the service and renewed this often; raw points are appended one by one instead. */
const renewBucketsMs = 15_000;
/** At one a second, enough for hours of looking on. */
const mostLive = 20_000;

/** The points of the range, kept up to date: new ones come in on the right, old ones leave on the left. */
export function useSeriesPoints(id: number, rangeMs: number): Resource<PointsOut> {
  const [live, setLive] = useState<readonly LivePoint[]>([]);
  const loaded = useResource(`points ${id} ${rangeMs}`, (signal) => loadPoints(id, rangeMs, signal));
  useLive({
    series: [id],
    onPoints: (points) => {
      const own = points.filter((point) => point.seriesId === id);
      if (own.length > 0) setLive((before) => [...before, ...own].slice(-mostLive));
    },
    onConnected: loaded.reload,
  });
  useRepeat(renewBucketsMs, () => {
    if (loaded.data && loaded.data.stepMs !== null) loaded.reload();
  });
  const data = useMemo(() => loaded.data && withLive(loaded.data, live, rangeMs), [loaded.data, live, rangeMs]);
  return { ...loaded, data };
}

function withLive(loaded: PointsOut, live: readonly LivePoint[], rangeMs: number): PointsOut {
  if (loaded.stepMs !== null) return loaded;
  const points: ChartPoint[] = [...loaded.points];
  let newest = Date.parse(points.at(-1)?.at ?? '') || 0;
  for (const { at, value, score, expected, lower, upper } of live) {
    if (Date.parse(at) <= newest) continue;
    newest = Date.parse(at);
    points.push({ at, value, min: value, max: value, score, expected, lower, upper });
  }
  if (newest === 0) return loaded;
  const from = newest - rangeMs;
  return {
    ...loaded,
    from: new Date(from).toISOString(),
    to: new Date(newest).toISOString(),
    points: points.filter((point) => Date.parse(point.at) >= from),
  };
}
