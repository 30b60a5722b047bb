import type { AlertNotice } from '../domain/alerting/alert-notice.js';
import { DomainError, messageOf } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Metrics } from '../ports/metrics.js';
import type { NoticeDeliveries } from '../ports/notice-deliveries.js';
import { MessageSize } from './message-size.js';
import type { Receiver } from './receiver.js';
import { RetryPause } from './retry-pause.js';
import { withinMs } from './within-ms.js';

/** A receiver that drips, so that no time-out of its connection passes, holds up its lane and a stop for this long. */
const LONGEST_CALL_MS = 60_000;
/** While notices wait for others. */
const SHORTEST_NAP_MS = 1_000;
/** How often the deliveries are asked although nothing was queued here. */
const POLL_MS = 30_000;

/**
 * Tells one receiver what is queued for it, message by message, and renews what still fires with a receiver that
 * forgets. A message that is refused, or that was begun before a crash, is told again as it was; one that the receiver
 * will never take is halved, down to the notice that it refuses, which is dropped. Lanes do not wait for each other.
 */
export class NotifierLane<Notice = AlertNotice> {
  readonly #pause: RetryPause;
  readonly #size = new MessageSize();
  /** Told, but the database did not take the receipt. */
  #owed: readonly Notice[] = [];
  #renewedAt = -Infinity;

  constructor(
    readonly receiver: Receiver<Notice>,
    private readonly deliveries: NoticeDeliveries<Notice>,
    private readonly system: { readonly clock: Clock; readonly metrics: Metrics; readonly log: Log },
  ) {
    this.#pause = new RetryPause(system.clock);
  }

  get name(): string {
    return this.receiver.name;
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
    const { tell, groupWaitMs } = this.receiver;
    const now = this.system.clock.now();
    const message = await this.deliveries.nextMessage(this.name, {
      limit: this.#size.most,
      queuedUntil: now - groupWaitMs,
      at: now,
    });
    const { notices, waitingSince } = message;
    if (notices.length === 0) {
      if (waitingSince === undefined) return POLL_MS;
      return Math.max(SHORTEST_NAP_MS, waitingSince + groupWaitMs - now);
    }
    const outcome = await this.#attempt(notices.length, () => tell(notices));
    if (outcome === 'never') await this.#shorten(notices);
    if (outcome !== 'confirmed') return 0;
    this.#size.grow();
    this.#owed = notices;
    await this.#confirm();
    return 0;
  }

  async #confirm(): Promise<void> {
    if (this.#owed.length === 0) return;
    await this.deliveries.confirm(this.name, this.#owed, this.system.clock.now());
    this.#owed = [];
  }

  /** Goes on with half of a message that the receiver will not take, and without a notice that it will not take alone. */
  async #shorten(notices: readonly Notice[]): Promise<void> {
    this.#size.halve(notices.length);
    if (notices.length > 1) {
      await this.deliveries.putBack(this.name, notices.slice(this.#size.most));
      return;
    }
    // One that refuses everything is asked ever more rarely, and loses little until somebody corrects it.
    this.#pause.begin();
    await this.deliveries.drop(this.name, notices);
    const { metrics, log } = this.system;
    for (const notice of notices) {
      const told = this.receiver.describe(notice);
      log.error('notice dropped: its receiver will not take it', { notifier: this.name, ...told });
    }
    metrics.count('component_dropped_total', { component: this.#component, reason: 'refused' }, notices.length);
  }

  async #renew(): Promise<number> {
    const { renewal } = this.receiver;
    if (!renewal) return Infinity;
    const now = this.system.clock.monotonic();
    const dueInMs = this.#renewedAt + renewal.everyMs - now;
    if (dueInMs > 0) return dueInMs;
    const standing = await this.deliveries.standing(this.name);
    const isTried =
      standing.length === 0 || (await this.#attempt(standing.length, () => renewal.renew(standing))) !== 'later';
    if (isTried) this.#renewedAt = now;
    return renewal.everyMs;
  }

  get #component(): string {
    return `notifier-${this.name}`;
  }

  /** What the receiver says. Begins a pause when it is to be asked again later. */
  async #attempt(notices: number, tell: () => Promise<void>): Promise<'confirmed' | 'later' | 'never'> {
    const { clock, metrics } = this.system;
    try {
      await withinMs(LONGEST_CALL_MS, clock, tell);
    } catch (error) {
      return this.#refused(notices, error);
    }
    this.#pause.reset();
    // Renewals count, too: a receiver that has nothing new to hear and confirms those is well.
    metrics.count('component_sent_total', { component: this.#component }, notices);
    return 'confirmed';
  }

  #refused(notices: number, error: unknown): 'later' | 'never' {
    const { metrics, log } = this.system;
    const fields = { notifier: this.name, alerts: notices, error: messageOf(error) };
    if (error instanceof DomainError && !error.retriable) {
      log.warn('notifier will not take alerts as they are', fields);
      metrics.count('component_errors_total', { component: this.#component, code: error.code });
      return 'never';
    }
    log.warn('notifier refused alerts', { ...fields, retryInMs: this.#pause.begin() });
    metrics.count('component_errors_total', { component: this.#component, code: 'unavailable' });
    return 'later';
  }
}
