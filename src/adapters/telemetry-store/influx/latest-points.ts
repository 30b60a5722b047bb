import type { SeriesDescriptor } from '../../../domain/telemetry/series.js';
import type { LatestPoint, ScoredPoint } from '../../../ports/telemetry-store.js';
import type { InfluxHttp } from './influx-http.js';
import { identifier, storedName } from './influx-names.js';
import { hourMs, newestTimeMs, oldestTimeMs, rangeOf, timeCondition } from './influx-times.js';
import { type Cell, influxQl, numberOf } from './influxql.js';
import { anyOfSeries, byMetric, bySeries, rowsBySeries, type SeriesOfMetric } from './series-rows.js';

/** Up to so many series of one metric are asked for by name; of more, the whole metric is read. */
const fewSeries = 30;

/** The newest point of each series that has one. Most have one within the last hour, and its shard is read first. */
export async function latestPoints(
  http: InfluxHttp,
  bucket: string,
  series: readonly SeriesDescriptor[],
  nowMs: number,
): Promise<readonly LatestPoint[]> {
  const found = new Map<number, LatestPoint>();
  for (const fromMs of [nowMs - hourMs, oldestTimeMs]) {
    const missing = series.filter(({ id }) => !found.has(id));
    const rows = await newestRows(http, bucket, missing, { select: 'last("value")', fromMs });
    for (const [seriesId, [at, value]] of rows)
      found.set(seriesId, { seriesId, at: numberOf(at), value: numberOf(value) });
  }
  return series.flatMap(({ id }) => found.get(id) ?? []);
}

/** The newest scored row of each series that has one since then; without its value it is left out. */
export async function latestScores(
  http: InfluxHttp,
  bucket: string,
  series: readonly SeriesDescriptor[],
  sinceMs: number,
): Promise<readonly ScoredPoint[]> {
  const rows = await newestRows(http, bucket, series, {
    // What stands beside a single selector comes from the row that it selects.
    select: 'last("score"), "value", "expected", "lower", "upper"',
    fromMs: rangeOf({ fromMs: sinceMs, toMs: newestTimeMs }).fromMs,
  });
  return series.flatMap(({ id: seriesId }) => {
    const [at, score, value, expected, lower, upper] = (rows.get(seriesId) ?? []).map(numberOf);
    if (at === undefined || score === undefined || value === undefined || Number.isNaN(value)) return [];
    return { seriesId, at, value, score, expected: expected ?? NaN, lower: lower ?? NaN, upper: upper ?? NaN };
  });
}

/** By id of the series, the one row that the selection gives of each that has rows since then. */
async function newestRows(
  http: InfluxHttp,
  bucket: string,
  series: readonly SeriesDescriptor[],
  wanted: { readonly select: string; readonly fromMs: number },
): Promise<ReadonlyMap<number, readonly Cell[]>> {
  if (series.length === 0) return new Map();
  const statements = byMetric(series).map((group) => newestStatement(group, wanted));
  const answers = await influxQl(http, bucket, statements);
  const found = rowsBySeries(series, answers.flat());
  return new Map([...found].flatMap(([id, [row]]) => (row ? [[id, row]] : [])));
}

function newestStatement(
  { metric, members }: SeriesOfMetric,
  { select, fromMs }: { readonly select: string; readonly fromMs: number },
): string {
  const which = members.length <= fewSeries ? ` AND ${anyOfSeries(members)}` : '';
  const when = timeCondition({ fromMs, toMs: newestTimeMs });
  return `SELECT ${select} FROM ${identifier(storedName(metric))} WHERE ${when}${which} GROUP BY ${bySeries}`;
}
