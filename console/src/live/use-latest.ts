import { useMemo, useState } from 'react';
import type { SeriesOut } from '../../../src/http/series/series.schema.js';
import { useLive } from './live-context.js';
import type { LivePoint } from './live-feed.js';

export type LatestPoint = NonNullable<SeriesOut['latest']>;
export type LatestBySeries = ReadonlyMap<number, LatestPoint>;

/** The newest point of each series: as loaded at first, then as it arrives. `metric` follows all series of it at once. */
export function useLatest(series: readonly SeriesOut[], metric?: string): LatestBySeries {
  const [arrived, setArrived] = useState<LatestBySeries>(new Map());
  const ids = useMemo(() => series.filter((one) => one.metric !== metric).map((one) => one.id), [series, metric]);
  useLive({
    series: ids,
    ...(metric === undefined ? {} : { metric }),
    onPoints: (points) => setArrived((before) => withPoints(before, points)),
  });
  return useMemo(() => newestOf(series, arrived), [series, arrived]);
}

function withPoints(before: LatestBySeries, points: readonly LivePoint[]): LatestBySeries {
  const after = new Map(before);
  for (const { seriesId, ...point } of points) after.set(seriesId, point);
  return after;
}

function newestOf(series: readonly SeriesOut[], arrived: LatestBySeries): LatestBySeries {
  const newest = new Map<number, LatestPoint>();
  for (const { id, latest } of series) {
    const live = arrived.get(id);
    const point = live && (!latest || live.at >= latest.at) ? live : latest;
    if (point) newest.set(id, point);
  }
  return newest;
}
