import { statSync } from 'node:fs';
import { DOUBLE, type DuckDBInstance, FLOAT } from '@duckdb/node-api';
import type { ScoreBatch } from '../../../domain/detection/score-batch.js';
import type { TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';
import type { Clock } from '../../../ports/clock.js';
import {
  type BusPosition,
  type LatestPoint,
  type ManyPointsQuery,
  type PointsOfSeries,
  type PointsQuery,
  type RetentionPolicy,
  type ScoredPoint,
  type SeriesPoints,
  type StoreStats,
  TelemetryStore,
} from '../../../ports/telemetry-store.js';
import { batchesOfSeries } from '../batches-of-series.js';
import { ConnectionQueue } from './connection-queue.js';
import { databaseFile, openDatabase } from './open-database.js';
import { readRow } from './read-columns.js';
import { readFirstPoints, readPoints } from './read-points.js';
import { readScoredPoints } from './read-scored-points.js';
import { deleteExpired, hourMs } from './retention.js';
import { StoreWriter } from './store-writer.js';

export interface DuckDbStoreOptions {
  /** Folder of the database file; made when missing. One process at a time. */
  readonly dir: string;
  readonly clock: Clock;
  /** Upper bound of DuckDB's own memory; 512 MiB when absent. */
  readonly memoryLimitBytes?: number;
  /** Threads DuckDB may use; 2 when absent. */
  readonly threads?: number;
  /** Recent rows after which an append rolls up first, whatever the schedule says; 2,000,000 when absent. */
  readonly maxRecentRows?: number;
}

/** Readers beside the writer: a long query must not hold up a short one. */
const readerCount = 2;

/** The telemetry store in one DuckDB file. Appends go one after the other; reads run beside them on a snapshot. */
export class DuckDbTelemetryStore extends TelemetryStore {
  #closing: Promise<void> | undefined;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly options: DuckDbStoreOptions,
    private readonly writer: StoreWriter,
    private readonly readers: readonly ConnectionQueue[],
  ) {
    super();
  }

  /** Opens or makes the store. Rejects with `conflict`, `incompatible_data` or `unavailable`, naming the folder. */
  static async open(options: DuckDbStoreOptions): Promise<DuckDbTelemetryStore> {
    const instance = await openDatabase({
      dir: options.dir,
      memoryLimitBytes: options.memoryLimitBytes ?? 512 * 2 ** 20,
      threads: options.threads ?? 2,
    });
    const queue = new ConnectionQueue(await instance.connect());
    const writer = await StoreWriter.start(queue, options.maxRecentRows ?? 2_000_000);
    const readers: ConnectionQueue[] = [];
    for (let index = 0; index < readerCount; index += 1) readers.push(new ConnectionQueue(await instance.connect()));
    return new DuckDbTelemetryStore(instance, options, writer, readers);
  }

  async appendPoints(batch: TelemetryBatch, position?: BusPosition): Promise<void> {
    const columns = [{ type: DOUBLE, values: batch.values }] as const;
    await this.writer.append({ family: 'points', ...this.#identityOf(batch), columns }, position);
  }

  async appendScores(batch: ScoreBatch, position?: BusPosition): Promise<void> {
    const columns = [
      { type: FLOAT, values: batch.score },
      { type: FLOAT, values: batch.expected },
      { type: FLOAT, values: batch.lower },
      { type: FLOAT, values: batch.upper },
    ] as const;
    await this.writer.append({ family: 'scores', ...this.#identityOf(batch), columns }, position);
  }

  positionOf(group: 'store' | 'score', partition: number): Promise<number | undefined> {
    return Promise.resolve(this.writer.positionOf(group === 'store' ? 'points' : 'scores', partition));
  }

  readPoints(query: PointsQuery): Promise<SeriesPoints> {
    return this.#reader().transact((connection) => readPoints(connection, query.seriesId, query));
  }

  readManyPoints({ seriesIds, ...selection }: ManyPointsQuery): AsyncIterable<PointsOfSeries> {
    return batchesOfSeries(seriesIds, selection, (batch) =>
      this.#reader().transact((connection) => readFirstPoints(connection, batch, selection)),
    );
  }

  latest(seriesIds: readonly number[]): Promise<readonly LatestPoint[]> {
    return Promise.resolve(this.writer.newestOf('points').of(seriesIds));
  }

  latestScores(seriesIds: readonly number[], sinceMs: number): Promise<readonly ScoredPoint[]> {
    const newest = this.writer.newestOf('scores').of(seriesIds);
    const wanted = newest.filter(({ at }) => at >= sinceMs);
    return this.#reader().transact((connection) => readScoredPoints(connection, wanted));
  }

  /** Points that a recent one will replace are counted until the next roll-up. */
  async stats(): Promise<StoreStats> {
    const [points = 0, scores = 0, oldestAt = Number.NaN, newestAt = Number.NaN] = await this.#reader().run(
      (connection) =>
        readRow(
          connection,
          `SELECT (SELECT count(*) FROM points)::DOUBLE + (SELECT count(*) FROM points_recent)::DOUBLE,
                (SELECT count(*) FROM scores)::DOUBLE + (SELECT count(*) FROM scores_recent)::DOUBLE,
                least((SELECT min(at_ms) FROM points), (SELECT min(at_ms) FROM points_recent))::DOUBLE,
                greatest((SELECT max(at_ms) FROM points), (SELECT max(at_ms) FROM points_recent))::DOUBLE`,
        ),
    );
    return { points, scores, oldestAt, newestAt, bytesOnDisk: this.#bytesOnDisk() };
  }

  async rollUp(): Promise<void> {
    await this.writer.rollUp();
  }

  async applyRetention(policy: RetentionPolicy, nowMs: number): Promise<{ deletedPoints: number }> {
    const deletedPoints = await this.writer.queue.transact((connection) => deleteExpired(connection, policy, nowMs));
    // A snapshot that a reader still holds would keep the deleted blocks from being freed.
    if (deletedPoints > 0) await this.#alone(() => this.writer.checkpoint());
    return { deletedPoints };
  }

  async check(): Promise<void> {
    await this.#reader().run((connection) => connection.run('SELECT 1'));
  }

  /** Ends the work in hand and folds the log into the file, so that the next open has nothing to replay. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #identityOf(batch: { readonly length: number; readonly seriesIds: Int32Array; readonly at: Float64Array }) {
    return {
      length: batch.length,
      seriesIds: batch.seriesIds,
      at: batch.at.map(Math.round),
      arrivedHour: Math.floor(this.options.clock.now() / hourMs),
    };
  }

  async #close(): Promise<void> {
    try {
      for (const reader of this.readers) await reader.close();
      await this.writer.checkpoint();
    } finally {
      await this.writer.queue.close();
      this.instance.closeSync();
    }
  }

  /** Runs work while every reader waits. */
  async #alone(work: () => Promise<void>): Promise<void> {
    const nested = this.readers.reduce<() => Promise<void>>((inner, reader) => () => reader.run(inner), work);
    await nested();
  }

  #reader(): ConnectionQueue {
    const [first, ...others] = this.readers;
    if (!first) throw new Error('BUG: the store has no reader');
    return others.reduce((idlest, reader) => (reader.depth < idlest.depth ? reader : idlest), first);
  }

  #bytesOnDisk(): number {
    const file = databaseFile(this.options.dir);
    return sizeOf(file) + sizeOf(`${file}.wal`);
  }
}

/** Zero when there is none: a folded log is deleted. */
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
