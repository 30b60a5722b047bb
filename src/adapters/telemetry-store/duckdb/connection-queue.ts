import type { DuckDBConnection } from '@duckdb/node-api';
import { DomainError, messageOf } from '../../../domain/errors.js';

/** Work on one connection, one piece at a time and in order: transactions of two callers never mix. */
export class ConnectionQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(private readonly connection: DuckDBConnection) {}

  /** Pieces of work running or waiting. */
  get depth(): number {
    return this.#waiting;
  }

  /** Runs `work` after all earlier work. Errors of the library become `unavailable`; the queue goes on after them. */
  run<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const result = this.#tail.then(() => work(this.connection)).catch(translate);
    this.#tail = result.then(
      () => (this.#waiting -= 1),
      () => (this.#waiting -= 1),
    );
    return result;
  }

  /**
   * `run` inside a transaction: all of it is durable when this resolves, or none of it happened. `committed` is called
   * in between, before any later work starts.
   */
  transact<T>(work: (connection: DuckDBConnection) => Promise<T>, committed?: (result: T) => void): Promise<T> {
    return this.run(async (connection) => {
      await connection.run('BEGIN');
      let result: T;
      try {
        result = await work(connection);
        await connection.run('COMMIT');
      } catch (error) {
        await rollBack(connection, error);
        throw error;
      }
      committed?.(result);
      return result;
    });
  }

  /** Waits for all work, then closes the connection. */
  async close(): Promise<void> {
    await this.#tail;
    this.connection.closeSync();
  }
}

/** A failed COMMIT has already ended the transaction, so a failing ROLLBACK only adds to the first error. */
async function rollBack(connection: DuckDBConnection, first: unknown): Promise<void> {
  try {
    await connection.run('ROLLBACK');
  } catch (second) {
    if (!messageOf(second).includes('no transaction is active')) {
      const message = `${messageOf(first)}; and the rollback failed: ${messageOf(second)}`;
      throw new AggregateError([first, second], message, { cause: second });
    }
  }
}

function translate(error: unknown): never {
  if (error instanceof DomainError) throw error;
  throw new DomainError('unavailable', `The telemetry store failed: ${messageOf(error)}`, {
    retriable: true,
    cause: error,
  });
}
