import { Duplex } from 'node:stream';
import type { PGlite } from '@electric-sql/pglite';

const startupHeaderBytes = 4;
const messageHeaderBytes = 5;
const terminate = 'X'.charCodeAt(0);

/**
 * One connection of `pg` to the engine in this process, as a stream that speaks the PostgreSQL protocol: no port and no
 * socket file, so nothing else on the machine can reach the database. The engine is a single session; use one stream
 * at a time (a pool of one). A stream that ends leaves no open transaction behind.
 */
export class EngineStream extends Duplex {
  #pending: Buffer = Buffer.alloc(0);
  #started = false;

  constructor(private readonly engine: PGlite) {
    super();
  }

  /** As `net.Socket.connect`, which `pg` calls: there is nothing to connect to, only the event to give. */
  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed as the engine makes them.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    this.#answer().then(() => done(), done);
  }

  override _final(done: (error?: Error) => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#leaveClean().then(
      () => done(error),
      (failure: unknown) => done(error ?? asError(failure)),
    );
  }

  /** Hands every complete message to the engine, and keeps the rest for the next write. */
  async #answer(): Promise<void> {
    for (;;) {
      const length = this.#nextMessageLength();
      if (length === undefined) return;
      const message = this.#pending.subarray(0, length);
      this.#pending = this.#pending.subarray(length);
      this.#started = true;
      if (message[0] === terminate) continue;
      const answers: Buffer[] = [];
      await this.engine.runExclusive(() =>
        this.engine.execProtocolRawStream(message, {
          // The engine reuses its buffer for the next answer.
          onRawData: (answer) => void answers.push(Buffer.from(answer)),
        }),
      );
      // Only now: a reader runs within `push`, and must not run within the engine.
      for (const answer of answers) this.push(answer);
    }
  }

  /** Length of the first message; undefined while it is incomplete. The very first has no type byte before its length. */
  #nextMessageLength(): number | undefined {
    const headerBytes = this.#started ? messageHeaderBytes : startupHeaderBytes;
    if (this.#pending.length < headerBytes) return undefined;
    const length = this.#started ? 1 + this.#pending.readInt32BE(1) : this.#pending.readInt32BE(0);
    return this.#pending.length < length ? undefined : length;
  }

  async #leaveClean(): Promise<void> {
    if (this.engine.closed || !this.engine.isInTransaction()) return;
    await this.engine.exec('ROLLBACK');
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
