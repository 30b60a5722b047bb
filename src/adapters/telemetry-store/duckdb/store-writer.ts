import { type AppendColumn, appendColumns } from './append-columns.js';
import type { ConnectionQueue } from './connection-queue.js';
import type { NewestPoints } from './newest-points.js';
import { readRow } from './read-columns.js';
import { rollUpFamily } from './roll-up.js';
import { families } from './schema.js';

export type Consumer = 'store' | 'score';

/** Rows to append together with the consumer whose position moves with them. */
export interface AppendGroup {
  readonly consumer: Consumer;
  readonly table: 'points_recent' | 'scores_recent';
  readonly length: number;
  readonly columns: readonly AppendColumn[];
  /** Called once the rows are durable. */
  appended(): void;
}

/** Everything that writes: one transaction at a time, positions in the same transaction as the rows they stand for. */
export class StoreWriter {
  readonly #positions = new Map<Consumer, number>();
  #recentRows = 0;

  private constructor(
    readonly queue: ConnectionQueue,
    private readonly newest: NewestPoints,
    private readonly maxRecentRows: number,
  ) {}

  /** Takes up where the last run ended. */
  static async start(queue: ConnectionQueue, newest: NewestPoints, maxRecentRows: number): Promise<StoreWriter> {
    const writer = new StoreWriter(queue, newest, maxRecentRows);
    await queue.run(async (connection) => {
      for (const consumer of ['store', 'score'] as const) {
        const [offset] = await readRow(connection, `SELECT bus_offset FROM positions WHERE consumer = '${consumer}'`);
        if (offset !== undefined) writer.#positions.set(consumer, offset);
      }
      const [points = 0, scores = 0] = await readRow(
        connection,
        'SELECT (SELECT count(*) FROM points_recent)::DOUBLE, (SELECT count(*) FROM scores_recent)::DOUBLE',
      );
      writer.#recentRows = points + scores;
    });
    return writer;
  }

  positionOf(consumer: Consumer): number | undefined {
    return this.#positions.get(consumer);
  }

  /** Durable when it resolves. An offset that has been recorded before is skipped: a redelivery changes nothing. */
  async append(rows: AppendGroup, offset: number | undefined): Promise<void> {
    if (this.#recentRows >= this.maxRecentRows) await this.rollUp();
    await this.queue.transact(
      async (connection) => {
        if (offset !== undefined && offset <= (this.#positions.get(rows.consumer) ?? Number.NEGATIVE_INFINITY)) {
          return false;
        }
        if (rows.length > 0) await appendColumns(connection, rows.table, rows.columns, rows.length);
        if (offset !== undefined) {
          await connection.run(`DELETE FROM positions WHERE consumer = '${rows.consumer}'`);
          await connection.run(`INSERT INTO positions VALUES ('${rows.consumer}', ${offset})`);
        }
        return true;
      },
      (isNew) => {
        if (!isNew) return;
        this.#recentRows += rows.length;
        if (offset !== undefined) this.#positions.set(rows.consumer, offset);
        rows.appended();
      },
    );
  }

  async rollUp(): Promise<void> {
    await this.queue.transact(
      async (connection) => {
        for (const family of families) await rollUpFamily(connection, family);
        await this.newest.save(connection);
      },
      () => {
        this.#recentRows = 0;
      },
    );
  }

  /** Folds the log into the file and frees the blocks of deleted rows. */
  async checkpoint(): Promise<void> {
    await this.queue.run((connection) => connection.run('CHECKPOINT'));
  }
}
