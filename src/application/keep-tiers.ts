import { DomainError, messageOf } from '../domain/errors.js';
import type { Loop } from '../ports/loop.js';
import type { RetentionPolicy, TelemetryStore } from '../ports/telemetry-store.js';
import type { Reporting } from './store-telemetry.js';

const component = 'keep-tiers';
const dayMs = 86_400_000;

export interface KeepTiersOptions {
  readonly retention: RetentionPolicy;
  /** Time between two rounds. Longer rounds sort more points at once, which later reads are the faster for. */
  readonly everyMs: number;
  /** Time to the next round after a failed one. */
  readonly retryAfterMs: number;
}

/** A month of raw points, a year of minutes, five years of hours. */
export const keepTiersDefaults: KeepTiersOptions = {
  retention: { rawMs: 30 * dayMs, minuteMs: 366 * dayMs, hourMs: 5 * 366 * dayMs },
  everyMs: 3_600_000,
  retryAfterMs: 60_000,
};

/** Keeps the store in shape: brings the tiers up to date, then deletes what the retention no longer keeps. */
export class KeepTiers implements Loop {
  readonly name = component;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: TelemetryStore,
    private readonly reporting: Reporting,
    private readonly options: KeepTiersOptions = keepTiersDefaults,
  ) {}

  start(): Promise<void> {
    this.#running = this.#run();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const succeeded = await this.#round();
      await this.reporting.clock.sleep(succeeded ? this.options.everyMs : this.options.retryAfterMs, signal);
    }
  }

  /** One round; false when it failed, which is logged and counted. */
  async #round(): Promise<boolean> {
    const { clock, log, metrics } = this.reporting;
    const startedMs = clock.monotonic();
    try {
      await this.store.rollUp();
      const { deletedPoints } = await this.store.applyRetention(this.options.retention, clock.now());
      const { bytesOnDisk, points } = await this.store.stats();
      metrics.gauge('store_bytes', {}, bytesOnDisk);
      metrics.observeSeconds('keep-tiers', (clock.monotonic() - startedMs) / 1_000);
      log.info('telemetry tiers kept', { points, deletedPoints, bytesOnDisk });
      return true;
    } catch (error) {
      const code = error instanceof DomainError ? error.code : 'internal';
      metrics.count('component_errors_total', { component, code });
      log.error('telemetry tiers not kept', { code, error: messageOf(error), retryInMs: this.options.retryAfterMs });
      return false;
    }
  }
}
