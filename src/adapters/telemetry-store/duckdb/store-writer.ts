import { DOUBLE, INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import type { BusPosition } from '../../../ports/telemetry-store.js';
import { type AppendColumn, appendColumns } from './append-columns.js';
import type { ConnectionQueue } from './connection-queue.js';
import { FamilyState } from './family-state.js';
import type { NewestRows } from './newest-rows.js';
import { rollUpFamily } from './roll-up.js';
import { pointTables, scoreTables } from './schema.js';

/** A column with a value of its own in each row. */
type ValueColumn = AppendColumn & { readonly values: ArrayLike<number> };

/** Rows of one family to append. */
export interface AppendRows {
  readonly family: 'points' | 'scores';
  readonly length: number;
  readonly seriesIds: Int32Array;
  /** Whole epoch ms. */
  readonly at: Float64Array;
  /** The family's own columns, in the order of its table. */
  readonly columns: readonly [ValueColumn, ...ValueColumn[]];
  /** Hour of arrival since the epoch. */
  readonly arrivedHour: number;
}

/** Everything that writes: one transaction at a time, positions in the same transaction as the rows they stand for. */
export class StoreWriter {
  readonly #families = {
    points: new FamilyState(pointTables, 'store'),
    scores: new FamilyState(scoreTables, 'score'),
  };

  private constructor(
    readonly queue: ConnectionQueue,
    private readonly maxRecentRows: number,
  ) {}

  /** Takes up where the last run ended. */
  static async start(queue: ConnectionQueue, maxRecentRows: number): Promise<StoreWriter> {
    const writer = new StoreWriter(queue, maxRecentRows);
    await queue.run(async (connection) => {
      for (const family of Object.values(writer.#families)) await family.load(connection);
    });
    return writer;
  }

  positionOf(family: AppendRows['family'], partition: number): number | undefined {
    return this.#families[family].positions.get(partition);
  }

  newestOf(family: AppendRows['family']): NewestRows {
    return this.#families[family].newest;
  }

  /** Durable when it resolves. A position that has been recorded before is skipped: a redelivery changes nothing. */
  async append(rows: AppendRows, position: BusPosition | undefined): Promise<void> {
    const family = this.#families[rows.family];
    if (family.recentRows >= this.maxRecentRows) await this.rollUp();
    await this.queue.transact(
      async (connection) => {
        if (position && position.offset <= (family.positions.get(position.partition) ?? Number.NEGATIVE_INFINITY)) {
          return false;
        }
        if (rows.length > 0) await appendRows(connection, rows);
        if (position) await recordPosition(connection, family.consumer, position);
        return true;
      },
      (isNew) => {
        if (!isNew) return;
        family.recentRows += rows.length;
        if (position) family.positions.set(position.partition, position.offset);
        const isAscending = family.newest.learn(rows.seriesIds, rows.at, rows.columns[0].values);
        family.mayReplace ||= !isAscending;
      },
    );
  }

  async rollUp(): Promise<void> {
    const families = Object.values(this.#families);
    await this.queue.transact(
      async (connection) => {
        for (const family of families) {
          await rollUpFamily(connection, family.tables, family);
          await family.newest.save(connection);
        }
      },
      () => {
        for (const family of families) {
          family.recentRows = 0;
          family.mayReplace = false;
        }
      },
    );
  }

  /** Folds the log into the file and frees the blocks of deleted rows. */
  async checkpoint(): Promise<void> {
    await this.queue.run((connection) => connection.run('CHECKPOINT'));
  }
}

async function recordPosition(
  connection: DuckDBConnection,
  consumer: string,
  { partition, offset }: BusPosition,
): Promise<void> {
  await connection.run(`DELETE FROM positions WHERE consumer = '${consumer}' AND bus_partition = ${partition}`);
  await connection.run(`INSERT INTO positions VALUES ('${consumer}', ${offset}, ${partition})`);
}

async function appendRows(connection: DuckDBConnection, rows: AppendRows): Promise<void> {
  const columns = [
    { type: INTEGER, values: rows.seriesIds },
    { type: DOUBLE, values: rows.at },
    ...rows.columns,
    { type: INTEGER, values: rows.arrivedHour },
  ];
  await appendColumns(connection, `${rows.family}_recent`, columns, rows.length);
}
