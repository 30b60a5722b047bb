import { DomainError, messageOf } from '../../../domain/errors.js';
import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import type { InfluxHttp } from './influx-http.js';

/**
 * Notices that the server has started anew. InfluxDB 2.7 can lose acknowledged writes then: after a crash that tore the
 * last record of its log, what it writes behind the tear is dropped by its next start. See `InfluxRuns`.
 */
export class ServerWatch {
  readonly #listeners = new Set<() => void>();
  #startMs: number | undefined;
  #running: Promise<void> | undefined;

  constructor(
    private readonly http: InfluxHttp,
    private readonly clock: Clock,
    private readonly everyMs: number,
    private readonly log: Log,
  ) {}

  /** Start of the server as last seen, epoch ms. */
  get startMs(): number | undefined {
    return this.#startMs;
  }

  /** Looks once, then regularly until the signal aborts. Rejects with `unavailable` when the server does not answer now. */
  async start(signal: AbortSignal): Promise<void> {
    await this.#look();
    this.#running = this.#watch(signal);
  }

  /** Resolves when a started watch has ended. */
  async ended(): Promise<void> {
    await this.#running;
  }

  /** Calls the listener once for each restart seen from now on. Returns what takes it off again. */
  onRestart(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Looks now and returns the start of the server. Rejects with `unavailable` when it does not answer. */
  async demandLook(): Promise<number> {
    return this.#look();
  }

  /**
   * Looks now. Never rejects: a server that does not answer has not been seen to restart, nor has one before which a proxy
   * answers with a page of its own.
   */
  async look(): Promise<void> {
    try {
      await this.#look();
    } catch (error) {
      if (error instanceof DomainError && error.code === 'unavailable') return;
      this.log.warn('influxdb does not say when it started', { error: messageOf(error) });
    }
  }

  async #watch(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.clock.sleep(this.everyMs, signal);
      if (signal.aborted) return;
      await this.look();
    }
  }

  async #look(): Promise<number> {
    const text = await this.http.demand({ method: 'GET', path: '/ready', timeoutMs: 5_000 });
    const startMs = startOf(text);
    const previousStartMs = this.#startMs;
    this.#startMs = startMs;
    if (previousStartMs !== undefined && previousStartMs !== startMs) {
      for (const listener of this.#listeners) listener();
    }
    return startMs;
  }
}

function startOf(text: string): number {
  const document: unknown = JSON.parse(text);
  const started =
    typeof document === 'object' && document !== null && 'started' in document ? String(document.started) : '';
  const ms = Date.parse(started);
  if (Number.isNaN(ms)) throw new DomainError('internal', `InfluxDB does not say when it started: ${text}`);
  return ms;
}
