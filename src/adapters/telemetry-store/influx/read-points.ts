import type { SeriesDescriptor } from '../../../domain/telemetry/series.js';
import type { PointsQuery, SeriesPoints } from '../../../ports/telemetry-store.js';
import { type Buckets, type Tier, tiers } from './buckets.js';
import type { InfluxHttp } from './influx-http.js';
import { identifier, storedName } from './influx-names.js';
import { rangeOf, startOfHour, type TimeRange, timeCondition } from './influx-times.js';
import { type Cell, numberOf, rowsOf, seriesCondition } from './influxql.js';
import { PartialBuckets, rawAggregates, tierAggregates, tierColumns } from './partial-buckets.js';
import type { RolledUp } from './roll-up-marks.js';

/** Raw points with their scores beside them. A score whose point is not stored yet is left out. */
export async function readRawPoints(
  http: InfluxHttp,
  bucket: string,
  series: SeriesDescriptor,
  query: PointsQuery,
): Promise<SeriesPoints> {
  const found: (readonly Cell[])[] = [];
  const { fromMs, toMs } = rangeOf(query);
  for (let start = fromMs; start < toMs && found.length < query.limit;) {
    const rows = await rowsOf(
      http,
      bucket,
      `SELECT "value", "score", "expected", "lower", "upper" ${fromSeries(series, { fromMs: start, toMs })} ` +
        `ORDER BY time LIMIT ${query.limit}`,
    );
    found.push(...rows.filter(([, value]) => value !== null));
    if (rows.length < query.limit) break;
    start = numberOf(rows.at(-1)?.[0]) + 1;
  }
  return columnsOf(found.slice(0, query.limit));
}

/** Mean, least, greatest and worst score of each step, from the coarsest tier that can tell and from raw rows. */
export async function readSteps(
  http: InfluxHttp,
  buckets: Buckets,
  series: SeriesDescriptor,
  query: PointsQuery & { readonly stepMs: number },
  rolledUp: RolledUp,
): Promise<SeriesPoints> {
  const range = rangeOf(query);
  const tier = tierFor(query.stepMs);
  const grouped = `GROUP BY time(${query.stepMs}ms) fill(none) LIMIT ${query.limit}`;
  const raw = (part: TimeRange) =>
    rowsOf(http, buckets.raw, `SELECT ${rawAggregates} ${fromSeries(series, part)} ${grouped}`);
  const rolled = (from: Tier, part: TimeRange) =>
    rowsOf(
      http,
      buckets.tier(from),
      `SELECT ${tierAggregates} FROM (SELECT ${tierColumns} ${fromSeries(series, part)}) WHERE ${timeCondition(part)} ${grouped}`,
    );
  const inTier = tier && wholeBuckets(range, tier, settledUntil(range, series, rolledUp));
  const answers = inTier
    ? [
        raw({ fromMs: range.fromMs, toMs: inTier.fromMs }),
        rolled(tier, inTier),
        raw({ fromMs: inTier.toMs, toMs: range.toMs }),
      ]
    : [raw(range)];
  const merged = new PartialBuckets();
  for (const rows of await Promise.all(answers)) merged.add(rows);
  return merged.points(query.limit);
}

/** The coarsest tier whose buckets make up the step; undefined when only raw rows do. */
export function tierFor(stepMs: number): Tier | undefined {
  return tiers.findLast((tier) => stepMs % tier.widthMs === 0);
}

/** Up to where the tiers hold all that arrived: from the first hour with unprocessed late rows on, raw rows are read. */
function settledUntil(range: TimeRange, { metric }: SeriesDescriptor, { untilMs, late }: RolledUp): number {
  const unsettled = late.get(storedName(metric))?.keys() ?? [];
  const fromHour = startOfHour(range.fromMs);
  return Math.min(untilMs ?? Number.NEGATIVE_INFINITY, ...[...unsettled].filter((hour) => hour >= fromHour));
}

function wholeBuckets(range: TimeRange, { widthMs }: Tier, untilMs: number): TimeRange | undefined {
  const fromMs = Math.ceil(range.fromMs / widthMs) * widthMs;
  const toMs = Math.floor(Math.min(range.toMs, untilMs) / widthMs) * widthMs;
  return fromMs < toMs ? { fromMs, toMs } : undefined;
}

function fromSeries(series: SeriesDescriptor, range: TimeRange): string {
  return `FROM ${identifier(storedName(series.metric))} WHERE ${seriesCondition(series)} AND ${timeCondition(range)}`;
}

function columnsOf(rows: readonly (readonly Cell[])[]): SeriesPoints {
  const column = (index: number) => Float64Array.from(rows, (row) => numberOf(row[index]));
  const value = column(1);
  return {
    at: column(0),
    value,
    score: column(2),
    expected: column(3),
    lower: column(4),
    upper: column(5),
    min: value,
    max: value,
  };
}
