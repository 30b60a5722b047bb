import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { openDataSource } from '../postgres/data-source.js';
import { Database } from '../postgres/database.js';
import { startEngine } from './engine.js';
import { EngineStream } from './engine-stream.js';
import { FolderOwner } from './folder-owner.js';

/** Bounds how long pg's first exchange with the engine may take; beyond it the engine is stuck, not slow. */
const connectTimeoutMs = 30_000;

/**
 * The records of embedded mode: PostgreSQL (PGlite) in this process on a folder, reached through TypeORM and pg. What a
 * resolved write took survives SIGKILL and loss of power. Statements run one at a time and on the event loop: meant
 * for records (series, alerts, keys, ...), not for points.
 */
export class EmbeddedRecords {
  #closing: Promise<void> | undefined;

  private constructor(
    readonly database: Database,
    private readonly engine: PGlite,
    private readonly owner: FolderOwner,
  ) {}

  /**
   * Opens the records in `<dataDir>/records`, makes them on the first start, and brings their schema up to date.
   * @throws DomainError `conflict` when another process has them open; `incompatible_data` when this version cannot
   * read them.
   */
  static async open(dataDir: string): Promise<EmbeddedRecords> {
    const folder = join(dataDir, 'records');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const owner = FolderOwner.claim(folder);
    let engine: PGlite | undefined;
    try {
      const started = await startEngine(join(folder, 'pgdata'));
      engine = started;
      const dataSource = await openDataSource({
        username: 'postgres',
        database: 'postgres',
        poolSize: 1,
        connectTimeoutMS: connectTimeoutMs,
        extra: { stream: () => new EngineStream(started) },
      });
      return new EmbeddedRecords(new Database(dataSource), started, owner);
    } catch (error) {
      await engine?.close();
      owner.release();
      throw error;
    }
  }

  /**
   * What a PostgreSQL server does in the background and a single session does not: removes dead rows and, with a
   * checkpoint, the WAL that a restart would have to replay. Takes tens of milliseconds; call it every few minutes.
   */
  async maintain(): Promise<void> {
    await this.database.query('VACUUM (ANALYZE)');
    await this.database.query('CHECKPOINT');
  }

  /** Ends the statement in hand, writes a checkpoint and lets go of the folder. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    try {
      await this.database.close();
      await this.engine.close();
    } finally {
      this.owner.release();
    }
  }
}
