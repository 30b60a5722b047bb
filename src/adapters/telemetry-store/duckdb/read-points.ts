import type { DuckDBConnection } from '@duckdb/node-api';
import type { PointsOfSeries, PointsSelection, SeriesPoints } from '../../../ports/telemetry-store.js';
import { batchRows } from '../batches-of-series.js';
import {
  amongSql,
  type FirstRecent,
  rangeOf,
  rawPointsSql,
  type RowsWanted,
  steppedPointsSql,
  tierFor,
} from './points-sql.js';
import { readColumns } from './read-columns.js';

const nothing = new Float64Array(0);

/** Answers a points query; must run inside a transaction, so that a roll-up in between cannot hide or double a row. */
export async function readPoints(
  connection: DuckDBConnection,
  seriesId: number,
  selection: PointsSelection,
): Promise<SeriesPoints> {
  const columns = await readRows(connection, { ...selection, seriesIds: [seriesId], mostRows: selection.limit });
  return pointsBetween(columns, 0, lengthOf(columns));
}

/** The first of the series whose rows fit into a batch, at least one; in a transaction, as above. */
export async function readFirstPoints(
  connection: DuckDBConnection,
  seriesIds: readonly number[],
  selection: PointsSelection,
): Promise<readonly PointsOfSeries[]> {
  const columns = await readRows(connection, { ...selection, seriesIds, mostRows: batchRows });
  const { place = nothing } = columns;
  // Of the last series of a full batch there may be more rows.
  const complete = lengthOf(columns) < batchRows ? seriesIds.length : (place.at(-1) ?? 0);
  const [first] = seriesIds;
  if (complete === 0 && first !== undefined) {
    return [{ seriesId: first, points: await readPoints(connection, first, selection) }];
  }
  let row = 0;
  return seriesIds.slice(0, complete).map((seriesId, index) => {
    const start = row;
    while (place[row] === index) row += 1;
    return { seriesId, points: pointsBetween(columns, start, row) };
  });
}

interface Columns {
  /** Of the series among those that were asked for; ascending. */
  readonly place: Float64Array | undefined;
  readonly rest: readonly Float64Array[];
}

async function readRows(connection: DuckDBConnection, wanted: RowsWanted): Promise<Columns> {
  const { stepMs } = wanted;
  const sql =
    stepMs === undefined
      ? rawPointsSql(wanted)
      : steppedPointsSql(wanted, stepMs, await firstRecent(connection, wanted, stepMs));
  const [place, ...rest] = await readColumns(connection, sql);
  return { place, rest };
}

function lengthOf({ place = nothing }: Columns): number {
  return place.length;
}

function pointsBetween({ rest }: Columns, start: number, end: number): SeriesPoints {
  const [at, value, score, expected, lower, upper, min, max] = rest.map((column) => column.subarray(start, end));
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

/** Where the recent rows of the series in the range begin, where tiers are read at all. */
async function firstRecent(connection: DuckDBConnection, wanted: RowsWanted, stepMs: number): Promise<FirstRecent> {
  if (!tierFor(stepMs)) return { points: new Map(), scores: new Map() };
  const { fromMs, toMs } = rangeOf(wanted);
  const first = async (table: string) => {
    const [series = nothing, at = nothing] = await readColumns(
      connection,
      `SELECT series::DOUBLE, min(at_ms)::DOUBLE FROM ${table}
       WHERE ${amongSql(wanted.seriesIds)} AND at_ms >= ${fromMs} AND at_ms < ${toMs} GROUP BY series`,
    );
    return new Map(Array.from(series, (id, row) => [id, at[row] ?? Infinity]));
  };
  const scores = wanted.scored === false ? new Map<number, number>() : await first('scores_recent');
  return { points: await first('points_recent'), scores };
}
