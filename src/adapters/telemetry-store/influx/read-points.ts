import type { SeriesDescriptor } from '../../../domain/telemetry/series.js';
import type { PointsSelection, SeriesPoints } from '../../../ports/telemetry-store.js';
import { type Buckets, type Tier, tiers } from './buckets.js';
import type { InfluxHttp } from './influx-http.js';
import { identifier, storedName } from './influx-names.js';
import { rangeOf, startOfHour, type TimeRange, timeCondition } from './influx-times.js';
import { type Cell, influxQl, numberOf, rowsOf } from './influxql.js';
import { PartialBuckets, rawAggregates, tierAggregates, tierColumns } from './partial-buckets.js';
import type { RolledUp } from './roll-up-marks.js';
import { anyOfSeries, bySeries, rowsBySeries } from './series-rows.js';

/** Points of a series, and whether the limit may have cut off some. */
export interface PointsFound {
  readonly points: SeriesPoints;
  readonly mayHaveMore: boolean;
}

const rawFields = '"value", "score", "expected", "lower", "upper"';

/** Raw points with their scores beside them. A score whose point is not stored yet is left out. */
export async function readRawPoints(
  http: InfluxHttp,
  bucket: string,
  series: SeriesDescriptor,
  selection: PointsSelection,
): Promise<SeriesPoints> {
  const found: (readonly Cell[])[] = [];
  const { fromMs, toMs } = rangeOf(selection);
  for (let start = fromMs; start < toMs && found.length < selection.limit;) {
    const rows = await rowsOf(
      http,
      bucket,
      `SELECT ${rawFields} ${fromSeries([series], { fromMs: start, toMs })} ORDER BY time LIMIT ${selection.limit}`,
    );
    for (const row of rows) if (hasPoint(row)) found.push(row);
    if (rows.length < selection.limit) break;
    start = numberOf(rows.at(-1)?.[0]) + 1;
  }
  return columnsOf(found.slice(0, selection.limit));
}

/** The same of many series of one metric, as far as one answer with the limit of each tells. */
export async function readRawPointsOf(
  http: InfluxHttp,
  bucket: string,
  members: readonly SeriesDescriptor[],
  selection: PointsSelection,
): Promise<(id: number) => PointsFound> {
  const from = fromSeries(members, rangeOf(selection));
  const statement = `SELECT ${rawFields} ${from} GROUP BY ${bySeries} ORDER BY time LIMIT ${selection.limit}`;
  const found = rowsBySeries(members, (await influxQl(http, bucket, [statement])).flat());
  return (id) => {
    const rows = found.get(id) ?? [];
    return { points: columnsOf(rows.filter(hasPoint)), mayHaveMore: rows.length >= selection.limit };
  };
}

/**
 * Mean, least, greatest and worst score of each step for series of one metric, from the coarsest tier that can tell and
 * from raw rows.
 */
export async function readSteps(
  http: InfluxHttp,
  buckets: Buckets,
  members: readonly SeriesDescriptor[],
  selection: PointsSelection & { readonly stepMs: number },
  rolledUp: RolledUp,
): Promise<(id: number) => PointsFound> {
  const range = rangeOf(selection);
  const tier = tierFor(selection.stepMs);
  const grouped = `GROUP BY time(${selection.stepMs}ms), ${bySeries} fill(none) LIMIT ${selection.limit}`;
  const rowsFrom = async (bucket: string, statement: string) =>
    rowsBySeries(members, (await influxQl(http, bucket, [statement])).flat());
  const raw = (part: TimeRange) =>
    rowsFrom(buckets.raw, `SELECT ${rawAggregates} ${fromSeries(members, part)} ${grouped}`);
  const rolled = (from: Tier, part: TimeRange) => {
    const rows = `SELECT ${tierColumns} ${fromSeries(members, part)} GROUP BY ${bySeries}`;
    return rowsFrom(
      buckets.tier(from),
      `SELECT ${tierAggregates} FROM (${rows}) WHERE ${timeCondition(part)} ${grouped}`,
    );
  };
  const [first] = members;
  const inTier = tier && first && wholeBuckets(range, tier, settledUntil(range, first.metric, rolledUp));
  const answers = await Promise.all(
    inTier
      ? [
          raw({ fromMs: range.fromMs, toMs: inTier.fromMs }),
          rolled(tier, inTier),
          raw({ fromMs: inTier.toMs, toMs: range.toMs }),
        ]
      : [raw(range)],
  );
  return (id) => {
    const merged = new PartialBuckets();
    const parts = answers.map((rows) => rows.get(id) ?? []);
    for (const rows of parts) merged.add(rows);
    const mayHaveMore = parts.some(({ length }) => length >= selection.limit);
    return { points: merged.points(selection.limit), mayHaveMore };
  };
}

/** The coarsest tier whose buckets make up the step; undefined when only raw rows do. */
export function tierFor(stepMs: number): Tier | undefined {
  return tiers.findLast((tier) => stepMs % tier.widthMs === 0);
}

/** Up to where the tiers hold all that arrived: from the first hour with unprocessed late rows on, raw rows are read. */
function settledUntil(range: TimeRange, metric: string, { untilMs, late }: RolledUp): number {
  const unsettled = late.get(storedName(metric))?.keys() ?? [];
  const fromHour = startOfHour(range.fromMs);
  return Math.min(untilMs ?? Number.NEGATIVE_INFINITY, ...[...unsettled].filter((hour) => hour >= fromHour));
}

function wholeBuckets(range: TimeRange, { widthMs }: Tier, untilMs: number): TimeRange | undefined {
  const fromMs = Math.ceil(range.fromMs / widthMs) * widthMs;
  const toMs = Math.floor(Math.min(range.toMs, untilMs) / widthMs) * widthMs;
  return fromMs < toMs ? { fromMs, toMs } : undefined;
}

/** Members are of one metric. */
function fromSeries(members: readonly SeriesDescriptor[], range: TimeRange): string {
  const metric = identifier(storedName(members[0]?.metric ?? ''));
  return `FROM ${metric} WHERE ${anyOfSeries(members)} AND ${timeCondition(range)}`;
}

/** A score may be there before its point. */
function hasPoint([, value]: readonly Cell[]): boolean {
  return value !== null;
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
