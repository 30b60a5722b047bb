import type { SeriesDescriptor } from '../../../domain/telemetry/series.js';
import type { PointsOfSeries, PointsSelection, SeriesPoints } from '../../../ports/telemetry-store.js';
import { batchRows } from '../batches-of-series.js';
import type { Buckets } from './buckets.js';
import type { InfluxHttp } from './influx-http.js';
import { type PointsFound, readRawPoints, readRawPointsOf, readSteps } from './read-points.js';
import type { RolledUp } from './roll-up-marks.js';
import { byMetric } from './series-rows.js';

/** How the points of series are read, of one or of some of one metric. */
export interface PointsReader {
  one(series: SeriesDescriptor, selection: PointsSelection): Promise<SeriesPoints>;
  some(members: readonly SeriesDescriptor[], selection: PointsSelection): Promise<(id: number) => PointsFound>;
}

export function rawReader(http: InfluxHttp, bucket: string): PointsReader {
  return {
    one: (series, selection) => readRawPoints(http, bucket, series, selection),
    some: (members, selection) => readRawPointsOf(http, bucket, members, selection),
  };
}

export function stepReader(http: InfluxHttp, buckets: Buckets, stepMs: number, rolledUp: RolledUp): PointsReader {
  const some: PointsReader['some'] = (members, selection) =>
    readSteps(http, buckets, members, { ...selection, stepMs }, rolledUp);
  return { one: async (series, selection) => (await some([series], selection))(series.id).points, some };
}

/**
 * The first of the series whose rows fit into a batch, at least one. InfluxQL limits the rows of each series, so each has
 * its share of the batch; the first one that needs more is left to a smaller batch, or read alone when it comes first.
 */
export async function readFirstPoints(
  reader: PointsReader,
  series: readonly SeriesDescriptor[],
  selection: PointsSelection,
): Promise<readonly PointsOfSeries[]> {
  const share = Math.min(selection.limit, Math.floor(batchRows / series.length));
  const found = new Map<number, PointsFound>();
  for (const { members } of byMetric(series)) {
    const ofMetric = await reader.some(members, { ...selection, limit: share });
    for (const { id } of members) found.set(id, ofMetric(id));
  }
  const complete: PointsOfSeries[] = [];
  for (const { id } of series) {
    const one = found.get(id);
    if (!one || (one.mayHaveMore && one.points.at.length < selection.limit)) break;
    complete.push({ seriesId: id, points: one.points });
  }
  const [first] = series;
  if (complete.length > 0 || !first) return complete;
  return [{ seriesId: first.id, points: await reader.one(first, selection) }];
}
