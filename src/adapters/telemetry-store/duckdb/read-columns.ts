import type { DuckDBConnection } from '@duckdb/node-api';

/** Runs a query whose columns are all DOUBLE and returns them as typed arrays, without an object per row. NULL reads as NaN. */
export async function readColumns(connection: DuckDBConnection, sql: string): Promise<readonly Float64Array[]> {
  const result = await connection.run(sql);
  const chunks = await result.fetchAllChunks();
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  return Array.from({ length: result.columnCount }, (_, index) => {
    const column = new Float64Array(rows);
    let row = 0;
    for (const chunk of chunks) {
      const vector = chunk.getColumnVector(index);
      for (let item = 0; item < vector.itemCount; item += 1) {
        const value = vector.getItem(item);
        column[row] = typeof value === 'number' ? value : Number.NaN;
        row += 1;
      }
    }
    return column;
  });
}

/** The first row of such a query; empty when there is none. */
export async function readRow(connection: DuckDBConnection, sql: string): Promise<readonly number[]> {
  const columns = await readColumns(connection, sql);
  return columns.flatMap((column) => [...column.subarray(0, 1)]);
}
