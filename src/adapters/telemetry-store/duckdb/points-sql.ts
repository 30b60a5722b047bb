import type { PointsSelection } from '../../../ports/telemetry-store.js';
import { bucketOf, pointTables, scoreTables, type TableFamily, type Tier, tiers } from './schema.js';

/** Inclusive start and exclusive end, whole epoch ms. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Which rows are wanted of which series. Rows come in the order of the series, and only the first `mostRows` of them. */
export interface RowsWanted extends PointsSelection {
  readonly seriesIds: readonly number[];
  readonly mostRows: number;
}

/** By series, the time of its first row that the tiers may not hold yet; infinity for those that are not in it. */
export interface FirstRecent {
  readonly points: ReadonlyMap<number, number>;
  readonly scores: ReadonlyMap<number, number>;
}

/** Greatest time of ECMAScript, for callers that ask for "everything". */
const endOfTimeMs = 8.64e15;

const scoreColumns = ['score', 'expected', 'lower', 'upper'];

/** Stored times are whole, so rounding the bounds up keeps their meaning. */
export function rangeOf(wanted: TimeRange): TimeRange {
  const whole = (ms: number) => Math.ceil(Math.min(Math.max(ms, -endOfTimeMs), endOfTimeMs));
  return { fromMs: whole(wanted.fromMs), toMs: whole(wanted.toMs) };
}

/** Raw points with their scores beside them. Columns: place of the series, at, value, score, expected, lower, upper, min, max. */
export function rawPointsSql(wanted: RowsWanted): string {
  const range = rangeOf(wanted);
  const scores = wanted.scored === false ? noScores('at_ms') : rawRows(scoreTables, wanted, range);
  const listed = wanted.seriesIds.map((id, place) => `(${id}, ${place})`);
  return `
    WITH wanted(series, place) AS (VALUES ${listed.join(', ')}),
    points AS (${rawRows(pointTables, wanted, range)} ${oldest('at_ms', wanted)}),
    scores AS (${scores})
    SELECT place::DOUBLE, at_ms::DOUBLE, value, ${scoreColumns.map((name) => `${name}::DOUBLE`).join(', ')}, value, value
    FROM points JOIN wanted USING (series) LEFT JOIN scores USING (series, at_ms)
    ORDER BY place, at_ms LIMIT ${wanted.mostRows}`;
}

/**
 * The same by buckets of `stepMs`. A recent row may replace a point that a partial holds, so from the first recent row
 * of a series on, its raw rows are read.
 */
export function steppedPointsSql(wanted: RowsWanted, stepMs: number, recent: FirstRecent): string {
  const points = new Partials(pointTables, wanted, stepMs, recent.points);
  const scores = new Partials(scoreTables, wanted, stepMs, recent.scores);
  const listed = wanted.seriesIds.map((id, place) => `(${id}, ${place}, ${points.tierEnd(id)}, ${scores.tierEnd(id)})`);
  const mean = (name: string) => `sum(${name}) / nullif(sum(banded), 0) AS ${name}`;
  const means = `
      SELECT series, bucket, max(score)::DOUBLE AS score, ${['expected', 'lower', 'upper'].map(mean).join(', ')}
      FROM (${scores.sql}) GROUP BY series, bucket`;
  return `
    WITH wanted(series, place, points_tier_end, scores_tier_end) AS (VALUES ${listed.join(', ')}),
    points AS (
      SELECT series, bucket, sum(sum) / sum(count) AS value, min(least) AS least, max(greatest) AS greatest
      FROM (${points.sql}) GROUP BY series, bucket ${oldest('bucket', wanted)}
    ), scores AS (${wanted.scored === false ? noScores('bucket') : means})
    SELECT place::DOUBLE, bucket::DOUBLE, value, score, expected, lower, upper, least, greatest
    FROM points JOIN wanted USING (series) LEFT JOIN scores USING (series, bucket)
    ORDER BY place, bucket LIMIT ${wanted.mostRows}`;
}

/** In place of the scores where nobody looks at them. */
function noScores(time: string): string {
  const columns = scoreColumns.map((name) => `NULL::DOUBLE AS ${name}`);
  return `SELECT 0 AS series, 0 AS ${time}, ${columns.join(', ')} WHERE false`;
}

/** The coarsest tier whose buckets make up the step; undefined when only raw rows do. */
export function tierFor(stepMs: number): Tier | undefined {
  return tiers.findLast((tier) => stepMs % tier.widthMs === 0);
}

/** Condition for the rows of the series. Of one series, DuckDB can skip the parts of a table that do not hold it. */
export function amongSql([first, ...others]: readonly number[]): string {
  return others.length === 0 ? `series = ${first ?? -1}` : `series IN (${[first, ...others].join(', ')})`;
}

/** Keeps to the limit of each series, where the limit of all rows does not do so by itself. */
function oldest(time: string, { limit, mostRows }: RowsWanted): string {
  if (limit >= mostRows) return '';
  return `QUALIFY row_number() OVER (PARTITION BY series ORDER BY ${time}) <= ${limit}`;
}

/**
 * Rows of the series in a range, each identity once: recent rows win over sorted ones, later over earlier. Rows before
 * `beginning`, a column of `wanted`, are left out.
 */
function rawRows(
  family: TableFamily,
  { seriesIds }: RowsWanted,
  { fromMs, toMs }: TimeRange,
  beginning?: string,
): string {
  const columns = family.columns.join(', ');
  const where = `WHERE ${amongSql(seriesIds)} AND at_ms >= ${fromMs} AND at_ms < ${toMs}`;
  const later = beginning ? `JOIN wanted USING (series) ${where} AND at_ms >= ${beginning}` : where;
  return `
    SELECT series, at_ms, ${family.columns.map((name) => `arg_max(${name}, arrival) AS ${name}`).join(', ')} FROM (
      SELECT series, at_ms, ${columns}, -1 AS arrival FROM ${family.name} ${later}
      UNION ALL
      SELECT series, at_ms::BIGINT, ${columns}, ${family.name}_recent.rowid FROM ${family.name}_recent ${later}
    ) GROUP BY series, at_ms`;
}

/** Partials per step: raw rows at the unaligned edges and from the end of the settled tier on, the tier in between. */
class Partials {
  readonly #range: TimeRange;
  readonly #tier: Tier | undefined;

  constructor(
    private readonly family: TableFamily,
    private readonly wanted: RowsWanted,
    private readonly stepMs: number,
    private readonly firstRecent: ReadonlyMap<number, number>,
  ) {
    this.#range = rangeOf(wanted);
    this.#tier = tierFor(stepMs);
  }

  /** Up to where the tier is read for a series; the start of the tier's part when it is not. */
  tierEnd(seriesId: number): number {
    const settledMs = Math.min(this.#range.toMs, this.firstRecent.get(seriesId) ?? Infinity);
    return Math.max(this.#tierStart, floorTo(settledMs, this.#tier));
  }

  get sql(): string {
    if (!this.#tier) return this.#raw(this.#range);
    const ends = this.wanted.seriesIds.map((id) => this.tierEnd(id));
    const [first, last] = [ends.reduce((a, b) => Math.min(a, b)), ends.reduce((a, b) => Math.max(a, b))];
    const { fromMs, toMs } = this.#range;
    const column = `${this.family.name}_tier_end`;
    return [
      ...(last > this.#tierStart ? [this.#rolledUp(this.#tier, last, column)] : []),
      this.#raw({ fromMs, toMs: Math.min(this.#tierStart, toMs) }),
      this.#raw({ fromMs: first, toMs }, column),
    ].join(' UNION ALL ');
  }

  get #tierStart(): number {
    return -floorTo(-this.#range.fromMs, this.#tier);
  }

  #raw(part: TimeRange, beginning?: string): string {
    return `
    SELECT series, ${bucketOf('at_ms', this.stepMs)} AS bucket, ${this.family.toPartial}
    FROM (${rawRows(this.family, this.wanted, part, beginning)}) GROUP BY series, bucket`;
  }

  #rolledUp({ suffix }: Tier, endMs: number, end: string): string {
    return `
    SELECT series, ${bucketOf('at_ms', this.stepMs)} AS bucket, ${this.family.partialColumns.join(', ')}
    FROM ${this.family.name}_${suffix} JOIN wanted USING (series)
    WHERE ${amongSql(this.wanted.seriesIds)} AND at_ms >= ${this.#tierStart} AND at_ms < ${endMs} AND at_ms < ${end}`;
  }
}

function floorTo(ms: number, tier: Tier | undefined): number {
  return tier ? Math.floor(ms / tier.widthMs) * tier.widthMs : ms;
}
