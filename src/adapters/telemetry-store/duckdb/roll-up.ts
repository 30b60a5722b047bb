import type { DuckDBConnection } from '@duckdb/node-api';
import { readRow } from './read-columns.js';
import { bucketOf, type TableFamily, type Tier, tiers } from './schema.js';

/**
 * Moves the recent rows of a family into its sorted table and adds their partials to the tiers. Must run inside a
 * transaction: after a crash either all of it happened or none, so it can simply be run again. Looking for rows that
 * replace others costs as much as all the rest, and `mayReplace` says that it can be left out.
 */
export async function rollUpFamily(
  connection: DuckDBConnection,
  family: TableFamily,
  { mayReplace }: { readonly mayReplace: boolean },
): Promise<void> {
  const recent = `${family.name}_recent`;
  const [rows = 0, oldest = 0, newest = 0] = await readRow(
    connection,
    `SELECT count(*)::DOUBLE, min(at_ms), max(at_ms) FROM ${recent}`,
  );
  if (rows === 0) return;
  if (mayReplace) await dropOverwritten(connection, recent);
  const superseded = mayReplace ? await takeSuperseded(connection, family, oldest, newest) : 0;
  const columns = family.columns.join(', ');
  await connection.run(
    `INSERT INTO ${family.name} SELECT series, at_ms::BIGINT, ${columns}, arrived_h FROM ${recent} ORDER BY series, at_ms`,
  );
  for (const tier of tiers) {
    await addPartials(connection, family, tier, recent);
    if (superseded > 0) await recomputePartials(connection, family, tier);
  }
  await connection.run(`DELETE FROM ${recent}`);
}

/** Of recent rows with one identity only the last to arrive stays; row ids ascend in arrival order. */
async function dropOverwritten(connection: DuckDBConnection, recent: string): Promise<void> {
  await connection.run(`
    DELETE FROM ${recent} USING (
      SELECT series, at_ms, max(rowid) AS last_row FROM ${recent} GROUP BY series, at_ms HAVING count(*) > 1
    ) AS twice
    WHERE ${recent}.series = twice.series AND ${recent}.at_ms = twice.at_ms AND ${recent}.rowid < twice.last_row`);
}

/** Deletes the sorted rows that recent ones replace, remembers their identities in `superseded` and returns how many. */
async function takeSuperseded(
  connection: DuckDBConnection,
  family: TableFamily,
  oldest: number,
  newest: number,
): Promise<number> {
  // The constant range lets DuckDB skip every row group that the recent rows cannot touch, usually all of them.
  const range = `at_ms BETWEEN ${oldest} AND ${newest}`;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE superseded AS
    SELECT series, at_ms FROM (SELECT series, at_ms FROM ${family.name} WHERE ${range})
    SEMI JOIN (SELECT series, at_ms::BIGINT AS at_ms FROM ${family.name}_recent) USING (series, at_ms)`);
  const [count = 0] = await readRow(connection, 'SELECT count(*)::DOUBLE FROM superseded');
  if (count > 0) {
    await connection.run(`
      DELETE FROM ${family.name} USING superseded
      WHERE ${family.name}.series = superseded.series AND ${family.name}.at_ms = superseded.at_ms
        AND ${family.name}.${range}`);
  }
  return count;
}

/** A bucket may have many partials, one per roll-up that met it: readers merge them. */
async function addPartials(
  connection: DuckDBConnection,
  family: TableFamily,
  tier: Tier,
  source: string,
): Promise<void> {
  await connection.run(`
    INSERT INTO ${family.name}_${tier.suffix}
    SELECT series, ${bucketOf('at_ms', tier.widthMs)} AS bucket, ${family.toPartial}, max(arrived_h)
    FROM ${source} GROUP BY series, bucket ORDER BY series, bucket`);
}

/** A partial cannot forget a value, so buckets in which one was replaced are built anew from the sorted table. */
async function recomputePartials(connection: DuckDBConnection, family: TableFamily, tier: Tier): Promise<void> {
  const table = `${family.name}_${tier.suffix}`;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE stale AS
    SELECT DISTINCT series, ${bucketOf('at_ms', tier.widthMs)} AS bucket FROM superseded`);
  await connection.run(
    `DELETE FROM ${table} USING stale WHERE ${table}.series = stale.series AND ${table}.at_ms = stale.bucket`,
  );
  const [first = 0, last = 0] = await readRow(connection, 'SELECT min(bucket)::DOUBLE, max(bucket)::DOUBLE FROM stale');
  const inStaleBuckets = `(
    SELECT * FROM (
      SELECT *, ${bucketOf('at_ms', tier.widthMs)} AS stale_bucket FROM ${family.name}
      WHERE at_ms >= ${first} AND at_ms < ${last + tier.widthMs}
    ) AS sorted SEMI JOIN stale ON sorted.series = stale.series AND sorted.stale_bucket = stale.bucket
  )`;
  await addPartials(connection, family, tier, inStaleBuckets);
}
