import type { DuckDBConnection } from '@duckdb/node-api';
import { NewestRows } from './newest-rows.js';
import { readRow } from './read-columns.js';
import type { TableFamily } from './schema.js';

/** What the writer knows about a family without asking the database. */
export class FamilyState {
  readonly newest: NewestRows;
  position: number | undefined;
  recentRows = 0;
  /** Whether a recent row may have the identity of another; after a start with recent rows nobody knows. */
  mayReplace = false;

  constructor(
    readonly tables: TableFamily,
    /** The consumer group whose position moves with the rows. */
    readonly consumer: 'store' | 'score',
  ) {
    this.newest = new NewestRows(tables);
  }

  async load(connection: DuckDBConnection): Promise<void> {
    const positions = `SELECT bus_offset FROM positions WHERE consumer = '${this.consumer}'`;
    [this.position] = await readRow(connection, positions);
    const [rows = 0] = await readRow(connection, `SELECT count(*)::DOUBLE FROM ${this.tables.name}_recent`);
    this.recentRows = rows;
    this.mayReplace = rows > 0;
    await this.newest.load(connection);
  }
}
