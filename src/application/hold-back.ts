import type { AlertNotice } from '../domain/alerting/alert-notice.js';
import type { Alert } from '../domain/alerting/alert.js';
import { type QuietReason, settleHeld } from '../domain/alerting/quiet/held-notices.js';
import type { Clock } from '../ports/clock.js';
import type { HeldDeliveries, HeldNoticeDeliveries } from '../ports/held-notice-deliveries.js';
import type { Metrics } from '../ports/metrics.js';
import type { NoticeDelivery } from '../ports/notice-deliveries.js';
import type { OnlyCauses } from './only-causes.js';
import type { QuietGate } from './quiet-gate.js';
import type { Receiver } from './receiver.js';

/** Alerts looked at together. */
const PAGE = 500;

/** After a review the next is due after this many times what it took: thousands of held alerts do not keep the records busy. */
const REST_FACTOR = 9;

/** What a review of all that is held has brought. */
export interface Review {
  /** Receivers that have something to be told now. */
  readonly released: ReadonlySet<string>;
  /** Whether something stays held. */
  readonly isHolding: boolean;
}

/**
 * Keeps notices of covered alerts from their receivers, and settles what is kept when cover or alert ends. What is held is
 * in the records, so that a restart forgets none of it and tells none of it twice.
 */
export class HoldBack {
  readonly #receivers: ReadonlyMap<string, Receiver>;
  #isHolding = false;
  /** By the monotonic clock. */
  #dueAt = -Infinity;

  constructor(
    private readonly deliveries: HeldNoticeDeliveries,
    private readonly gate: QuietGate,
    private readonly onlyCauses: OnlyCauses,
    receivers: readonly Receiver[],
    private readonly system: { readonly clock: Clock; readonly metrics: Metrics },
  ) {
    this.#receivers = new Map(receivers.map((receiver) => [receiver.name, receiver]));
  }

  /**
   * New deliveries as they are to be queued: those of covered alerts held. What follows upon a notice that is kept from a
   * receiver is kept with it, until a review settles them together. To be called after a review, by what that found.
   */
  async mark(deliveries: readonly NoticeDelivery[]): Promise<readonly NoticeDelivery[]> {
    if (deliveries.length === 0) return deliveries;
    const kept = await this.#keptOf(deliveries.map(({ notice }) => notice).filter(isFollowUp));
    const ends = deliveries.map(({ notice }) => notice).filter(({ state }) => state === 'resolved');
    const endOf = new Map(ends.map(({ id, resolvedAt }) => [id, resolvedAt]));
    return deliveries.map((delivery) => {
      const { notice, receiver } = delivery;
      const pair = pairOf(notice.id, receiver);
      const keptFor = isFollowUp(notice) ? kept.get(pair) : undefined;
      if (keptFor || notice.state === 'resolved') return { ...delivery, heldFor: keptFor };
      const heldFor = this.#reasonFor(receiver, { ...notice, resolvedAt: endOf.get(notice.id) });
      if (!kept.has(pair) || heldFor === undefined) kept.set(pair, heldFor);
      return { ...delivery, heldFor };
    });
  }

  /** Looks at what is to be quiet now, lets go what is covered no longer, and gives up what was over before. */
  async review(): Promise<Review> {
    await this.gate.look();
    const released = new Set<string>();
    const beganAt = this.system.clock.monotonic();
    if (beganAt < this.#dueAt) return { released, isHolding: this.#isHolding };
    this.#isHolding = await this.#settleAll(released);
    const endedAt = this.system.clock.monotonic();
    this.#dueAt = endedAt + REST_FACTOR * (endedAt - beganAt);
    return { released, isHolding: this.#isHolding };
  }

  /** Whether some of it stays held; adds the receivers of what is released. */
  async #settleAll(released: Set<string>): Promise<boolean> {
    let isHolding = false;
    for (let after = ''; ;) {
      const page = await this.deliveries.held({ after, limit: PAGE });
      const last = page.at(-1);
      if (!last) return isHolding;
      after = last.alert.id;
      isHolding = (await this.#settle(page, released)) || isHolding;
    }
  }

  /** The same of one page. */
  async #settle(page: readonly HeldDeliveries[], released: Set<string>): Promise<boolean> {
    await this.onlyCauses.look(page.map(({ alert }) => alert.id));
    const settled = page.map((held) => {
      const reason = this.#reasonFor(held.receiver, held.alert, held.heldSince);
      return { ...held, reason, ...settleHeld(held, reason !== undefined) };
    });
    const now = this.system.clock.now();
    const withheld = settled.flatMap(({ receiver, reason, keptFor, withhold }) =>
      withhold.map((notice) => ({ notice, receiver, heldFor: reason ?? keptFor })),
    );
    // First what is given up: were it left held after the rest is told, it would come as news.
    await this.deliveries.withhold(withheld, now);
    this.#count(withheld);
    const told = settled.flatMap(({ receiver, release }) => release.map((notice) => ({ notice, receiver })));
    await this.deliveries.release(told, now);
    for (const { receiver } of told) released.add(receiver);
    return settled.some(({ notices, release, withhold }) => notices.length > release.length + withhold.length);
  }

  #reasonFor(name: string, alert: Alert, heldSince = this.system.clock.now()): QuietReason | undefined {
    const receiver = this.#receivers.get(name);
    if (!receiver || receiver.isNeverQuiet) return undefined;
    const reason = this.gate.covers(alert);
    if (reason) return reason;
    return receiver.onlyCauses && this.onlyCauses.keepsBack(alert, heldSince) ? 'inhibited' : undefined;
  }

  /** By alert and receiver, why it has not been told that the alert fires; undefined when it has been, or is about to be. */
  async #keptOf(alerts: readonly Alert[]): Promise<Map<string, QuietReason | undefined>> {
    const hearings = alerts.length === 0 ? [] : await this.deliveries.hearings(alerts.map(({ id }) => id));
    return new Map(
      hearings.map(({ alertId, receiver, isHeard, keptFor }) => [
        pairOf(alertId, receiver),
        isHeard ? undefined : keptFor,
      ]),
    );
  }

  #count(withheld: readonly { readonly heldFor: QuietReason }[]): void {
    for (const { heldFor: reason } of withheld) {
      this.system.metrics.count('component_dropped_total', { component: 'notify-alerts', reason });
    }
  }
}

/** Whether it is news only to one who has been told of the alert. */
function isFollowUp({ state, escalatedFrom }: AlertNotice): boolean {
  return state === 'resolved' || escalatedFrom !== undefined;
}

function pairOf(alertId: string, receiver: string): string {
  return `${alertId} ${receiver}`;
}
