import type { AlertNotice } from '../domain/alerting/alert-notice.js';
import { DomainError, messageOf } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Metrics } from '../ports/metrics.js';
import type { NoticeDeliveries } from '../ports/notice-deliveries.js';
import { type Notifier, RenewingNotifier } from '../ports/notifier.js';
import { RetryPause } from './retry-pause.js';

/** Most notices in one message; the rest goes into the next. */
const LIMIT = 500;
/** A receiver that drips, so that no time-out of its connection passes, holds up its lane and a stop for this long. */
const LONGEST_CALL_MS = 60_000;
/** How often the deliveries are asked although nothing was queued here. */
const POLL_MS = 30_000;

/** One who is told of alerts. */
export interface Receiver {
  readonly notifier: Notifier;
  readonly wants: (notice: AlertNotice) => boolean;
  /** How long the first notice of a message waits for others. */
  readonly groupWaitMs: number;
}

/**
 * Tells one receiver what is queued for it, message by message, and renews what still fires with a receiver that
 * forgets. A message that is refused, or that was begun before a crash, is told again as it was. Lanes do not wait for
 * each other.
 */
export class NotifierLane {
  readonly #pause: RetryPause;
  /** Told, but the database did not take the receipt. */
  #owed: readonly AlertNotice[] = [];
  #renewedAt = -Infinity;

  constructor(
    readonly receiver: Receiver,
    private readonly deliveries: NoticeDeliveries,
    private readonly system: { readonly clock: Clock; readonly metrics: Metrics; readonly log: Log },
  ) {
    this.#pause = new RetryPause(system.clock);
  }

  get name(): string {
    return this.receiver.notifier.name;
  }

  /** Tells what is due now. Returns how long to wait before the next turn. Rejects when the database does not answer. */
  async turn(): Promise<number> {
    if (this.#pause.leftMs > 0) return this.#pause.leftMs;
    await this.#confirm();
    const deliverMs = await this.#deliver();
    const renewMs = this.#pause.leftMs > 0 ? 0 : await this.#renew();
    return this.#pause.leftMs > 0 ? this.#pause.leftMs : Math.min(deliverMs, renewMs);
  }

  async #deliver(): Promise<number> {
    const { notifier, groupWaitMs } = this.receiver;
    const now = this.system.clock.now();
    const message = await this.deliveries.nextMessage(this.name, {
      limit: LIMIT,
      queuedUntil: now - groupWaitMs,
      at: now,
    });
    const { notices, waitingSince } = message;
    if (notices.length === 0) {
      if (waitingSince === undefined) return POLL_MS;
      // Bounded, should the wall clock be set back meanwhile.
      return Math.min(Math.max(1, waitingSince + groupWaitMs - now), Math.max(1, groupWaitMs));
    }
    if (!(await this.#attempt(notices.length, () => notifier.notify(notices)))) return 0;
    this.#owed = notices;
    await this.#confirm();
    return 0;
  }

  async #confirm(): Promise<void> {
    if (this.#owed.length === 0) return;
    await this.deliveries.confirm(this.name, this.#owed, this.system.clock.now());
    this.#owed = [];
  }

  async #renew(): Promise<number> {
    const { notifier } = this.receiver;
    if (!(notifier instanceof RenewingNotifier)) return Infinity;
    const now = this.system.clock.monotonic();
    const dueInMs = this.#renewedAt + notifier.renewEveryMs - now;
    if (dueInMs > 0) return dueInMs;
    const firing = await this.deliveries.standing(this.name);
    const isDone = firing.length === 0 || (await this.#attempt(0, () => notifier.renew(firing)));
    if (isDone) this.#renewedAt = now;
    return notifier.renewEveryMs;
  }

  /** Whether the receiver has confirmed. Begins a pause when it has not. */
  async #attempt(notices: number, tell: () => Promise<void>): Promise<boolean> {
    const { metrics, log } = this.system;
    const component = `notifier-${this.name}`;
    try {
      await this.#withinBounds(tell);
    } catch (error) {
      const retryInMs = this.#pause.begin();
      log.warn('notifier refused alerts', {
        notifier: this.name,
        alerts: notices,
        retryInMs,
        error: messageOf(error),
      });
      metrics.count('component_errors_total', { component, code: 'unavailable' });
      return false;
    }
    this.#pause.reset();
    if (notices > 0) metrics.count('component_sent_total', { component }, notices);
    return true;
  }

  /** What comes of a call that has lasted too long does not matter: the message is told again, under the same key. */
  async #withinBounds(tell: () => Promise<void>): Promise<void> {
    const told = new AbortController();
    const expiry = this.system.clock.sleep(LONGEST_CALL_MS, told.signal).then(() => {
      if (told.signal.aborted) return;
      throw new DomainError('unavailable', `did not confirm within ${LONGEST_CALL_MS} ms`, { retriable: true });
    });
    try {
      await Promise.race([tell(), expiry]);
    } finally {
      told.abort();
    }
  }
}
