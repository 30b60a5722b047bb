import type { SeriesOut } from '../../../src/http/series/series.schema.js';
import type { LatestBySeries } from '../live/use-latest.js';

/** The series with the highest newest value; undefined when none has one. */
export function hottestOf(series: readonly SeriesOut[], latest: LatestBySeries): SeriesOut | undefined {
  const valueOf = (one: SeriesOut) => latest.get(one.id)?.value ?? -Infinity;
  const hottest = series.reduce<SeriesOut | undefined>(
    (best, one) => (best === undefined || valueOf(one) > valueOf(best) ? one : best),
    undefined,
  );
  return hottest && latest.has(hottest.id) ? hottest : undefined;
}
