import { type AlertNotice, noticeKeyOf } from '../domain/alerting/alert-notice.js';
import { messageOf } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Metrics } from '../ports/metrics.js';
import type { Notifier } from '../ports/notifier.js';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;

/** One notifier with what it has confirmed and when it may be tried again: a refusing one does not hold up the others. */
export class NotifierLane {
  readonly #confirmed = new Set<string>();
  #pauseMs = FIRST_PAUSE_MS;
  #nextTryAt = -Infinity;

  constructor(
    private readonly notifier: Notifier,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  /** Hands over those notices that it has not confirmed, unless it is pausing after a failure. Never rejects. */
  async deliver(notices: readonly AlertNotice[]): Promise<void> {
    const open = notices.filter((notice) => !this.hasConfirmed(notice));
    if (open.length === 0 || this.waitMs > 0) return;
    const component = `notifier-${this.notifier.name}`;
    try {
      await this.notifier.notify(open);
      for (const notice of open) this.#confirmed.add(noticeKeyOf(notice));
      this.#pauseMs = FIRST_PAUSE_MS;
      this.metrics.count('component_sent_total', { component }, open.length);
    } catch (error) {
      this.#nextTryAt = this.clock.monotonic() + this.#pauseMs;
      this.log.warn('notifier refused alerts', {
        notifier: this.notifier.name,
        alerts: open.length,
        retryInMs: this.#pauseMs,
        error: messageOf(error),
      });
      this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
      this.metrics.count('component_errors_total', { component, code: 'unavailable' });
    }
  }

  hasConfirmed(notice: AlertNotice): boolean {
    return this.#confirmed.has(noticeKeyOf(notice));
  }

  /** Forgets notices that nobody will ask about again. */
  forget(notices: readonly AlertNotice[]): void {
    for (const notice of notices) this.#confirmed.delete(noticeKeyOf(notice));
  }

  /** How long it still pauses; 0 or less when it may be tried. */
  get waitMs(): number {
    return this.#nextTryAt - this.clock.monotonic();
  }
}
