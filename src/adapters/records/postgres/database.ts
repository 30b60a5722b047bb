import type { DataSource, QueryRunner } from 'typeorm';
import { asDomainError } from './database-errors.js';

/** Runs one statement with `$1`, `$2`, ... and gives its rows. The caller names their shape, as the SQL makes it. */
export type RunQuery = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;

/**
 * PostgreSQL as the records' adapters use it: SQL through TypeORM's connection pool. Every error leaves as a
 * DomainError: `unavailable` (retriable), `conflict`, `invalid_input` or `internal`.
 */
export class Database {
  constructor(private readonly dataSource: DataSource) {}

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.#withRunner((runner) => rowsOf<Row>(runner, sql, parameters));
  }

  /**
   * Runs the work in one transaction: all of it is durable when this resolves, none of it when it rejects. Within it,
   * use only the query function given: the pool may hold a single connection.
   */
  async transaction<T>(work: (query: RunQuery) => Promise<T>): Promise<T> {
    return this.#withRunner(async (runner) => {
      await runner.startTransaction();
      try {
        const result = await work((sql, parameters = []) => rowsOf(runner, sql, parameters));
        await runner.commitTransaction();
        return result;
      } catch (error) {
        // TypeORM releases a runner whose connection broke; the server has rolled back by itself then.
        if (runner.isTransactionActive && !runner.isReleased) await runner.rollbackTransaction();
        throw error;
      }
    });
  }

  /** Resolves when PostgreSQL answers; rejects with `unavailable`. */
  async check(): Promise<void> {
    await this.query('SELECT 1');
  }

  /** Waits for the connections in use, then closes the pool. Idempotent. */
  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  async #withRunner<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await work(runner);
    } catch (error) {
      throw asDomainError(error);
    } finally {
      await runner.release();
    }
  }
}

async function rowsOf<Row>(runner: QueryRunner, sql: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
  const { records } = await runner.query(sql, [...parameters], true);
  // The border: what the driver read is what the statement selects.
  return records as readonly Row[];
}
