import { DomainError } from '../../../domain/errors.js';
import type { LineWriter } from './line-writer.js';

const rowsPerRequest = 10_000;

/** The rows of one append that go through one lane. */
export interface LanePiece {
  readonly rows: number;
  /** The lines of the rows from `start` to before `end`. */
  lines(start: number, end: number): string;
}

interface Waiting {
  readonly piece: LanePiece;
  readonly resolve: (expired: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes one request after the other, in the order of the calls. Small pieces that come meanwhile share the next
 * request, so that many writers of little cost no more than one of much, and wait no longer.
 */
export class WriteLane {
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  constructor(
    private readonly writer: LineWriter,
    private readonly bucket: string,
  ) {}

  /**
   * Resolves when every row is acknowledged, with the number of rows that were too old to be kept; of a request that is
   * shared, one piece tells for all. Rejects as `LineWriter.write`.
   */
  write(piece: LanePiece): Promise<number> {
    const written = new Promise<number>((resolve, reject) => this.#waiting.push({ piece, resolve, reject }));
    this.#writing ??= this.#writeAll();
    return written;
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // What is appended in the same turn shares the first request already.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const [first, ...others] = this.#next();
      if (first && others.length === 0) await this.#writeAlone(first);
      else if (first) await this.#writeTogether(first, others);
    }
    this.#writing = undefined;
  }

  /** At least one; more as far as they fit into a request. */
  #next(): Waiting[] {
    let rows = 0;
    let count = 0;
    for (const { piece } of this.#waiting) {
      rows += piece.rows;
      if (count > 0 && rows > rowsPerRequest) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #writeTogether(first: Waiting, others: readonly Waiting[]): Promise<void> {
    const all = [first, ...others];
    try {
      first.resolve(await this.writer.write(this.bucket, all.map(({ piece }) => piece.lines(0, piece.rows)).join('')));
      for (const { resolve } of others) resolve(0);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'unavailable') {
        for (const { reject } of all) reject(error);
        return;
      }
      // A row was refused: only the append that it belongs to must fail for it.
      for (const one of all) await this.#writeAlone(one);
    }
  }

  async #writeAlone({ piece, resolve, reject }: Waiting): Promise<void> {
    let expired = 0;
    try {
      for (let start = 0; start < piece.rows; start += rowsPerRequest) {
        const end = Math.min(start + rowsPerRequest, piece.rows);
        expired += await this.writer.write(this.bucket, piece.lines(start, end));
      }
      resolve(expired);
    } catch (error) {
      reject(error);
    }
  }
}
