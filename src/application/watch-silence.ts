import type { SilenceBook } from '../domain/alerting/silence-book.js';
import { messageOf } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { RaiseAlerts } from './raise-alerts.js';
import type { SilenceReports } from './silence-reports.js';

const CHECK_EVERY_MS = 15_000;

/** Raises an alert for each device, or part of one, that stops reporting, and resolves it when it reports again. */
export class WatchSilence implements Loop {
  readonly name = 'watch silence';
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly reports: SilenceReports,
    private readonly book: SilenceBook,
    private readonly alerts: RaiseAlerts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Takes over the silences that an earlier run left open. */
  async start(): Promise<void> {
    const firing = await this.alerts.firing();
    this.book.settle(firing.filter(({ kind }) => kind === 'silent'));
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  /** Looks once at what is silent now. */
  async check(): Promise<void> {
    for (const report of this.reports.collect()) {
      const changes = this.book.review(report);
      await this.alerts.raise(changes);
      this.book.settle(changes);
    }
    this.alerts.gauge('silent', this.book.firing);
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
