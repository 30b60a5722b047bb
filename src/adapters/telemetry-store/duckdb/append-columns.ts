import { DuckDBDataChunk, type DuckDBConnection, type DuckDBType, type DuckDBVector } from '@duckdb/node-api';

/** DuckDB's vector size: a chunk takes no more rows. */
const chunkRows = 2048;

/** One column to append: its type, and its values or the one value that all rows share. */
export interface AppendColumn {
  readonly type: DuckDBType;
  readonly values: ArrayLike<number> | number;
}

/**
 * Appends rows given as columns through the Appender, a chunk at a time: no value becomes an object on the way. The
 * call blocks for about 0.2 µs a row, so callers keep batches to some ten thousand rows. Joins the open transaction.
 */
export async function appendColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly AppendColumn[],
  length: number,
): Promise<void> {
  const appender = await connection.createAppender(table);
  const types = columns.map((column) => column.type);
  const whole = DuckDBDataChunk.create(types, Math.min(chunkRows, length));
  for (let from = 0; from < length; from += chunkRows) {
    const rows = Math.min(chunkRows, length - from);
    // The vectors of a chunk have its size at creation, so a shorter last chunk is one of its own.
    const chunk = rows === whole.rowCount ? whole : DuckDBDataChunk.create(types, rows);
    for (const [index, { values }] of columns.entries()) {
      const vector = chunk.getColumnVector(index);
      if (typeof values === 'number') fillConstant(vector, values, rows);
      else fill(vector, values, from, rows);
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function fill(vector: DuckDBVector, values: ArrayLike<number>, from: number, rows: number): void {
  for (let row = 0; row < rows; row += 1) vector.setItem(row, values[from + row] ?? Number.NaN);
}

function fillConstant(vector: DuckDBVector, value: number, rows: number): void {
  for (let row = 0; row < rows; row += 1) vector.setItem(row, value);
}
