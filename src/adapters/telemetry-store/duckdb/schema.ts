/**
 * The tables of the telemetry store; docs/decisions/0003-duckdb-layout.md says why they are shaped like this.
 *
 * Points and scores are two families of the same build: `<name>_recent` takes appends in arrival order, `<name>` holds
 * what was rolled up, sorted by series and time, each identity once, and `<name>_1m` and `<name>_1h` hold partials that
 * can be merged, and `<name>_newest` the newest row of each series at the last roll-up. `arrived_h` is the hour of arrival since the epoch: retention counts from it.
 */
export interface TableFamily {
  readonly name: 'points' | 'scores';
  /** What is kept of each row beside its series and time. */
  readonly columns: readonly [string, ...string[]];
  /** Aggregates that turn rows into one partial. */
  readonly toPartial: string;
  /** Columns of a partial, in the order of `toPartial`. */
  readonly partialColumns: readonly string[];
}

const banded = 'FILTER (WHERE NOT isnan(expected))';

export const pointTables: TableFamily = {
  name: 'points',
  columns: ['value'],
  toPartial: 'count(*)::INTEGER AS count, sum(value) AS sum, min(value) AS least, max(value) AS greatest',
  partialColumns: ['count', 'sum', 'least', 'greatest'],
};

export const scoreTables: TableFamily = {
  name: 'scores',
  columns: ['score', 'expected', 'lower', 'upper'],
  toPartial:
    `max(score) AS score, (count(*) ${banded})::INTEGER AS banded, ` +
    ['expected', 'lower', 'upper'].map((name) => `coalesce(sum(${name}) ${banded}, 0)::DOUBLE AS ${name}`).join(', '),
  partialColumns: ['score', 'banded', 'expected', 'lower', 'upper'],
};

export const families: readonly TableFamily[] = [pointTables, scoreTables];

export interface Tier {
  readonly suffix: '1m' | '1h';
  readonly widthMs: number;
}

/** Finest first. */
export const tiers: readonly Tier[] = [
  { suffix: '1m', widthMs: 60_000 },
  { suffix: '1h', widthMs: 3_600_000 },
];

/** Raise it with every change of the tables, together with an upgrade or a refusal of what came before. */
export const layoutVersion = 2;

/** By version: what turns the tables of that version into those of the next. */
export const upgrades: Readonly<Record<number, readonly string[]>> = {
  // Positions by partition. What was recorded before there were any belongs to the first.
  1: ['ALTER TABLE positions ADD COLUMN bus_partition INTEGER DEFAULT 0'],
};

/** SQL for the start, aligned to the epoch, of the bucket that a time lies in. */
export function bucketOf(timeSql: string, widthMs: number): string {
  return `CAST(floor(${timeSql} / ${widthMs}) * ${widthMs} AS BIGINT)`;
}

/** Makes the tables of an empty database. `at_ms` is a DOUBLE where rows are appended: JavaScript numbers need no conversion. */
export const createTables: readonly string[] = [
  'CREATE TABLE layout(version INTEGER)',
  `INSERT INTO layout VALUES (${layoutVersion})`,
  'CREATE TABLE positions(consumer VARCHAR, bus_offset DOUBLE, bus_partition INTEGER DEFAULT 0)',
  'CREATE TABLE points_newest(series INTEGER, at_ms DOUBLE, value DOUBLE)',
  'CREATE TABLE scores_newest(series INTEGER, at_ms DOUBLE, value DOUBLE)',
  'CREATE TABLE points_recent(series INTEGER, at_ms DOUBLE, value DOUBLE, arrived_h INTEGER)',
  'CREATE TABLE points(series INTEGER, at_ms BIGINT, value DOUBLE, arrived_h INTEGER)',
  'CREATE TABLE scores_recent(series INTEGER, at_ms DOUBLE, score FLOAT, expected FLOAT, lower FLOAT, upper FLOAT, arrived_h INTEGER)',
  'CREATE TABLE scores(series INTEGER, at_ms BIGINT, score FLOAT, expected FLOAT, lower FLOAT, upper FLOAT, arrived_h INTEGER)',
  ...tiers.flatMap(({ suffix }) => [
    `CREATE TABLE points_${suffix}(series INTEGER, at_ms BIGINT, count INTEGER, sum DOUBLE, least DOUBLE, greatest DOUBLE, arrived_h INTEGER)`,
    `CREATE TABLE scores_${suffix}(series INTEGER, at_ms BIGINT, score FLOAT, banded INTEGER, expected DOUBLE, lower DOUBLE, upper DOUBLE, arrived_h INTEGER)`,
  ]),
];
