import type { DuckDBConnection } from '@duckdb/node-api';
import type { PointsQuery, SeriesPoints } from '../../../ports/telemetry-store.js';
import { rangeOf, rawPointsSql, steppedPointsSql, tierFor } from './points-sql.js';
import { readColumns, readRow } from './read-columns.js';

const nothing = new Float64Array(0);

/** Answers a points query; must run inside a transaction, so that a roll-up in between cannot hide or double a row. */
export async function readPoints(connection: DuckDBConnection, query: PointsQuery): Promise<SeriesPoints> {
  const [at, value, score, expected, lower, upper, min, max] = await readColumns(
    connection,
    await sqlOf(connection, query),
  );
  return {
    at: at ?? nothing,
    value: value ?? nothing,
    score: score ?? nothing,
    expected: expected ?? nothing,
    lower: lower ?? nothing,
    upper: upper ?? nothing,
    min: min ?? nothing,
    max: max ?? nothing,
  };
}

async function sqlOf(connection: DuckDBConnection, query: PointsQuery): Promise<string> {
  if (query.stepMs === undefined) return rawPointsSql(query);
  const settled = tierFor(query.stepMs) ? await settledUntil(connection, query) : { points: 0, scores: 0 };
  return steppedPointsSql(query, query.stepMs, settled);
}

/** Time of the first recent row of the series in the range, per family; infinity when all of it is rolled up. */
async function settledUntil(
  connection: DuckDBConnection,
  query: PointsQuery,
): Promise<{ points: number; scores: number }> {
  const { fromMs, toMs } = rangeOf(query);
  const first = (table: string) =>
    `(SELECT min(at_ms) FROM ${table} WHERE series = ${query.seriesId} AND at_ms >= ${fromMs} AND at_ms < ${toMs})`;
  const [points = Number.NaN, scores = Number.NaN] = await readRow(
    connection,
    `SELECT ${first('points_recent')}, ${first('scores_recent')}`,
  );
  const orEnd = (ms: number) => (Number.isNaN(ms) ? Number.POSITIVE_INFINITY : ms);
  return { points: orEnd(points), scores: orEnd(scores) };
}
