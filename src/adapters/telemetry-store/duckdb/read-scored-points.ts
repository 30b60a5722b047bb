import type { DuckDBConnection } from '@duckdb/node-api';
import type { LatestPoint, ScoredPoint } from '../../../ports/telemetry-store.js';
import { readColumns } from './read-columns.js';
import { pointTables, scoreTables, type TableFamily } from './schema.js';

/**
 * Reads one scored point of each series, at the times given; those whose point or score is gone are left out. The time
 * bounds let DuckDB skip what lies before all of them. Must run inside a transaction.
 */
export async function readScoredPoints(
  connection: DuckDBConnection,
  wanted: readonly Pick<LatestPoint, 'seriesId' | 'at'>[],
): Promise<readonly ScoredPoint[]> {
  if (wanted.length === 0) return [];
  const identities = wanted.map(({ seriesId, at }) => `(${seriesId}, ${at}::BIGINT)`);
  const [seriesIds, at, value, score, expected, lower, upper] = await readColumns(
    connection,
    `WITH wanted(series, at_ms) AS (VALUES ${identities.join(', ')}),
     points AS (${rowsAt(pointTables, wanted)}),
     scores AS (${rowsAt(scoreTables, wanted)})
     SELECT series::DOUBLE, at_ms::DOUBLE, value, score::DOUBLE, expected::DOUBLE, lower::DOUBLE, upper::DOUBLE
     FROM points JOIN scores USING (series, at_ms) ORDER BY series`,
  );
  return Array.from(seriesIds ?? [], (seriesId, row) => ({
    seriesId,
    at: at?.[row] ?? NaN,
    value: value?.[row] ?? NaN,
    score: score?.[row] ?? NaN,
    expected: expected?.[row] ?? NaN,
    lower: lower?.[row] ?? NaN,
    upper: upper?.[row] ?? NaN,
  }));
}

/** The rows of the wanted identities, each once: recent ones win over sorted ones, later over earlier. */
function rowsAt(family: TableFamily, wanted: readonly { readonly at: number }[]): string {
  const columns = family.columns.join(', ');
  const times = wanted.map(({ at }) => at);
  const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
  const from = (table: string, arrival: string) => `
    SELECT series, at_ms::BIGINT AS at_ms, ${columns}, ${arrival} AS arrival
    FROM ${table} WHERE at_ms BETWEEN ${first} AND ${last}`;
  return `
    SELECT series, at_ms, ${family.columns.map((name) => `arg_max(${name}, arrival) AS ${name}`).join(', ')}
    FROM (${from(family.name, '-1')} UNION ALL ${from(`${family.name}_recent`, 'rowid')}) SEMI JOIN wanted USING (series, at_ms)
    GROUP BY series, at_ms`;
}
