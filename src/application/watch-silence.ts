import { messageOf } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { Lanes } from './lanes.js';
import type { RaiseAlerts } from './raise-alerts.js';

const CHECK_EVERY_MS = 15_000;

/** Raises an alert for each device, or part of one, that stops reporting, and resolves it when it reports again. */
export class WatchSilence implements Loop {
  readonly name = 'watch silence';
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly lanes: Pick<Lanes, 'silences'>,
    private readonly alerts: RaiseAlerts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  start(): Promise<void> {
    this.#running = this.#run();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  /** Looks once at what is silent now in the partitions of this process. */
  async check(): Promise<void> {
    for (const silence of this.lanes.silences) await silence.check();
    this.alerts.gauge(
      'silent',
      this.lanes.silences.reduce((sum, { firing }) => sum + firing, 0),
    );
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      try {
        await this.check();
      } catch (error) {
        this.log.warn('silence not recorded, tried again at the next check', { error: messageOf(error) });
      }
      await this.clock.sleep(CHECK_EVERY_MS, signal);
    }
  }
}
