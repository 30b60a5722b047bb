import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { DomainError } from '../../../domain/errors.js';
import type { Clock } from '../../../ports/clock.js';
import type { InfluxHttp } from './influx-http.js';

const compress = promisify(gzip);
const firstPauseMs = 100;
const longestPauseMs = 5_000;

export interface Patience {
  readonly clock: Clock;
  /** Ends the waiting between two tries. */
  readonly signal: AbortSignal;
  /** After this long without success the write is given up with the last error, `unavailable`. */
  readonly giveUpAfterMs: number;
  /** Called before each further try. */
  readonly beforeRetry: () => Promise<void>;
}

/**
 * Writes line protocol (times in ms) and resolves when the server has acknowledged every line. Failures that pass are
 * tried again with growing pauses; a body that is too large goes in halves. Writing twice does no harm: a line's
 * identity is its measurement, tags and time.
 */
export class LineWriter {
  constructor(
    private readonly http: InfluxHttp,
    private readonly gzip: boolean,
    private readonly patience: Patience,
  ) {}

  /**
   * Resolves with the number of lines that the server did not keep because they are older than the bucket's retention.
   * @throws DomainError `internal` with the server's words when it refuses a line for any other reason.
   */
  async write(bucket: string, lines: string): Promise<number> {
    if (lines === '') return 0;
    const body = this.gzip ? await compress(lines, { level: 1 }) : Buffer.from(lines);
    const { status, text } = await this.#persist(() => this.http.send(this.#request(bucket, body)));
    if (status < 300) return 0;
    if (status === 413) return this.#writeHalves(bucket, lines);
    const expired = /partial write: dropped \d+ points outside retention policy.* dropped=(\d+)/.exec(text)?.[1];
    if (status === 422 && expired !== undefined) return Number(expired);
    throw this.http.refused(this.#request(bucket, body), status, text);
  }

  #request(bucket: string, body: Uint8Array) {
    return {
      method: 'POST',
      path: '/api/v2/write',
      query: { org: this.http.server.org, bucket, precision: 'ms' },
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        ...(this.gzip ? { 'content-encoding': 'gzip' } : {}),
      },
      body,
    } as const;
  }

  async #writeHalves(bucket: string, lines: string): Promise<number> {
    const cut = lines.indexOf('\n', Math.floor(lines.length / 2)) + 1;
    if (cut === 0 || cut === lines.length) {
      const firstLine = lines.slice(0, lines.indexOf('\n') + 1);
      if (firstLine.length === lines.length) {
        throw new DomainError('internal', `InfluxDB takes no body of ${lines.length} characters, which is one line.`);
      }
      return (await this.write(bucket, firstLine)) + (await this.write(bucket, lines.slice(firstLine.length)));
    }
    return (await this.write(bucket, lines.slice(0, cut))) + (await this.write(bucket, lines.slice(cut)));
  }

  async #persist<T>(attempt: () => Promise<T>): Promise<T> {
    const { clock, signal, giveUpAfterMs, beforeRetry } = this.patience;
    const startedMs = clock.monotonic();
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        return await attempt();
      } catch (error) {
        const passes = error instanceof DomainError && error.retriable;
        if (!passes || signal.aborted || clock.monotonic() - startedMs + pauseMs > giveUpAfterMs) throw error;
        await clock.sleep(pauseMs, signal);
        await beforeRetry();
      }
    }
  }
}
