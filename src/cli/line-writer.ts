import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { DomainError, messageOf } from '../domain/errors.js';

const CHUNK_CHARS = 65_536;

/** Writes lines in chunks to a file or to standard output, and waits when the reader is slower. */
export class LineWriter {
  readonly #stream: Writable;
  readonly #path: string | undefined;
  #chunk = '';
  #failure: Error | undefined;

  /** Undefined for standard output. */
  constructor(path: string | undefined) {
    this.#path = path;
    this.#stream = path === undefined ? process.stdout : createWriteStream(path);
    this.#stream.on('error', (error: Error) => (this.#failure = error));
  }

  async write(line: string): Promise<void> {
    this.#chunk += line;
    if (this.#chunk.length >= CHUNK_CHARS) await this.flush();
  }

  /** Hands on what has been collected. Rejects when the output cannot be written. */
  async flush(): Promise<void> {
    this.#requireWritable();
    const chunk = this.#chunk;
    this.#chunk = '';
    if (chunk !== '' && !this.#stream.write(chunk)) await this.#drained();
    this.#requireWritable();
  }

  /** Flushes; a file is then closed. */
  async end(): Promise<void> {
    await this.flush();
    if (this.#path === undefined) return;
    this.#stream.end();
    try {
      await finished(this.#stream);
    } catch (error) {
      throw this.#translated(error);
    }
  }

  async #drained(): Promise<void> {
    try {
      await once(this.#stream, 'drain');
    } catch (error) {
      throw this.#translated(error);
    }
  }

  #requireWritable(): void {
    if (this.#failure) throw this.#translated(this.#failure);
  }

  /** A file that cannot be written is the caller's to mend; standard output's troubles rise as they are. */
  #translated(error: unknown): unknown {
    if (this.#path === undefined) return error;
    return new DomainError('invalid_input', `${this.#path}: cannot be written (${messageOf(error)})`, { cause: error });
  }
}
