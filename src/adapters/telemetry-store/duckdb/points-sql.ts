import type { PointsQuery } from '../../../ports/telemetry-store.js';
import { bucketOf, pointTables, scoreTables, type TableFamily, type Tier, tiers } from './schema.js';

/** Inclusive start and exclusive end, whole epoch ms. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Greatest time of ECMAScript, for callers that ask for "everything". */
const endOfTimeMs = 8.64e15;

/** Stored times are whole, so rounding the bounds up keeps their meaning. */
export function rangeOf(query: PointsQuery): TimeRange {
  const whole = (ms: number) => Math.ceil(Math.min(Math.max(ms, -endOfTimeMs), endOfTimeMs));
  return { fromMs: whole(query.fromMs), toMs: whole(query.toMs) };
}

/** Raw points with their scores beside them. Columns: at, value, score, expected, lower, upper, min, max. */
export function rawPointsSql(query: PointsQuery): string {
  const range = rangeOf(query);
  return `
    WITH points AS (${rawRows(pointTables, query.seriesId, range)} ORDER BY at_ms LIMIT ${query.limit}),
    scores AS (${rawRows(scoreTables, query.seriesId, range)})
    SELECT at_ms::DOUBLE, value, ${['score', 'expected', 'lower', 'upper'].map((name) => `${name}::DOUBLE`).join(', ')}, value, value
    FROM points LEFT JOIN scores USING (at_ms) ORDER BY at_ms`;
}

/**
 * Buckets of `stepMs`. `settled` says, per family, up to where the tiers can be trusted: a recent row may replace a
 * point that a partial holds, so from the first recent row on, raw rows are read.
 */
export function steppedPointsSql(
  query: PointsQuery,
  stepMs: number,
  settled: { points: number; scores: number },
): string {
  const points = partials(pointTables, query, stepMs, settled.points);
  const scores = partials(scoreTables, query, stepMs, settled.scores);
  const mean = (name: string) => `sum(${name}) / nullif(sum(banded), 0) AS ${name}`;
  return `
    WITH points AS (
      SELECT bucket, sum(sum) / sum(count) AS value, min(least) AS least, max(greatest) AS greatest
      FROM (${points}) GROUP BY bucket ORDER BY bucket LIMIT ${query.limit}
    ), scores AS (
      SELECT bucket, max(score)::DOUBLE AS score, ${['expected', 'lower', 'upper'].map(mean).join(', ')}
      FROM (${scores}) GROUP BY bucket
    )
    SELECT bucket::DOUBLE, value, score, expected, lower, upper, least, greatest
    FROM points LEFT JOIN scores USING (bucket) ORDER BY bucket`;
}

/** The coarsest tier whose buckets make up the step; undefined when only raw rows do. */
export function tierFor(stepMs: number): Tier | undefined {
  return tiers.findLast((tier) => stepMs % tier.widthMs === 0);
}

/** Rows of one series in a range, each identity once: recent rows win over sorted ones, later over earlier. */
function rawRows(family: TableFamily, seriesId: number, { fromMs, toMs }: TimeRange): string {
  const columns = family.columns.join(', ');
  const where = `WHERE series = ${seriesId} AND at_ms >= ${fromMs} AND at_ms < ${toMs}`;
  return `
    SELECT at_ms, ${family.columns.map((name) => `arg_max(${name}, arrival) AS ${name}`).join(', ')} FROM (
      SELECT at_ms, ${columns}, -1 AS arrival FROM ${family.name} ${where}
      UNION ALL
      SELECT at_ms::BIGINT, ${columns}, rowid FROM ${family.name}_recent ${where}
    ) GROUP BY at_ms`;
}

/** Partials per step: raw rows at the unaligned edges and from `settledMs` on, the tier in between. */
function partials(family: TableFamily, query: PointsQuery, stepMs: number, settledMs: number): string {
  const range = rangeOf(query);
  const tier = tierFor(stepMs);
  const raw = (part: TimeRange) => `
    SELECT ${bucketOf('at_ms', stepMs)} AS bucket, ${family.toPartial}
    FROM (${rawRows(family, query.seriesId, part)}) GROUP BY bucket`;
  if (!tier) return raw(range);
  const tierFromMs = Math.ceil(range.fromMs / tier.widthMs) * tier.widthMs;
  const tierToMs = Math.floor(Math.min(range.toMs, settledMs) / tier.widthMs) * tier.widthMs;
  if (tierToMs <= tierFromMs) return raw(range);
  const rolledUp = `
    SELECT ${bucketOf('at_ms', stepMs)} AS bucket, ${family.partialColumns.join(', ')}
    FROM ${family.name}_${tier.suffix}
    WHERE series = ${query.seriesId} AND at_ms >= ${tierFromMs} AND at_ms < ${tierToMs}`;
  const edges = [
    { fromMs: range.fromMs, toMs: tierFromMs },
    { fromMs: tierToMs, toMs: range.toMs },
  ].filter((edge) => edge.fromMs < edge.toMs);
  return [rolledUp, ...edges.map(raw)].join(' UNION ALL ');
}
