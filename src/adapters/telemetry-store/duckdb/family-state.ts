import type { DuckDBConnection } from '@duckdb/node-api';
import { NewestRows } from './newest-rows.js';
import { readColumns, readRow } from './read-columns.js';
import type { TableFamily } from './schema.js';

/** What the writer knows about a family without asking the database. */
export class FamilyState {
  readonly newest: NewestRows;
  /** Greatest recorded offset by partition. */
  readonly positions = new Map<number, number>();
  recentRows = 0;
  /** Whether a recent row may have the identity of another; after a start with recent rows nobody knows. */
  mayReplace = false;

  constructor(
    readonly tables: TableFamily,
    /** The consumer group whose positions move with the rows. */
    readonly consumer: 'store' | 'score',
  ) {
    this.newest = new NewestRows(tables);
  }

  async load(connection: DuckDBConnection): Promise<void> {
    const positions = `SELECT bus_partition::DOUBLE, bus_offset FROM positions WHERE consumer = '${this.consumer}'`;
    const [partitions, offsets] = await readColumns(connection, positions);
    partitions?.forEach((partition, index) => this.positions.set(partition, offsets?.[index] ?? Number.NaN));
    const [rows = 0] = await readRow(connection, `SELECT count(*)::DOUBLE FROM ${this.tables.name}_recent`);
    this.recentRows = rows;
    this.mayReplace = rows > 0;
    await this.newest.load(connection);
  }
}
