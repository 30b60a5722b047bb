import type {
  DetectorOrder,
  FeedbackOrder,
  TakeVersionOrder,
  VersionReason,
} from '../domain/detection/orders/detector-order.js';
import type { RollBackOrder } from '../domain/detection/orders/detector-order.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { Clock } from '../ports/clock.js';
import type { DetectorOrders } from '../ports/detector-orders.js';
import type { Ids } from '../ports/ids.js';
import type { OrderFeed } from './order-feed.js';

/** Feedback within this time of the version that was taken for it is one batch: going back there undoes all of it. */
const FEEDBACK_BATCH_MS = 10 * 60_000;

type Said<T extends DetectorOrder> = Omit<T, 'id' | 'at' | 'kind'>;

/**
 * Gives orders to the detectors of every process. Each is audited before it takes effect, so that none is without its
 * trace, and what changes them is preceded by a version to go back to.
 */
export class OrderDetectors {
  constructor(
    private readonly orders: DetectorOrders,
    private readonly audit: AuditLog,
    /** Of this process: it need not wait for its next look. */
    private readonly feed: Pick<OrderFeed, 'heard'>,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async feedback(said: Said<FeedbackOrder>): Promise<void> {
    const order: FeedbackOrder = { ...said, kind: 'feedback', ...this.#stamp() };
    const { verdict, comment, incidentId, alertIds } = said;
    const subject = incidentId ?? alertIds.join(' ');
    await this.#audit(order, 'alert.feedback.given', subject, { verdict, comment, alertIds });
    const newest = (await this.orders.versions(1)).find(({ reason }) => reason === 'before-feedback');
    const hasVersion = newest !== undefined && order.at - newest.at < FEEDBACK_BATCH_MS;
    await this.#append(hasVersion ? [order] : [this.#version('before-feedback', said.by), order]);
  }

  async takeVersion(reason: VersionReason, name: string, by: string): Promise<TakeVersionOrder> {
    const order = this.#version(reason, by, name);
    // Nobody has done what happens by itself.
    if (reason === 'on-demand') await this.#audit(order, 'detectors.version.taken', order.id, { name });
    await this.#append([order]);
    return order;
  }

  async rollBack(said: Said<RollBackOrder>): Promise<RollBackOrder> {
    const order: RollBackOrder = { ...said, kind: 'roll-back', ...this.#stamp() };
    await this.#audit(order, 'detectors.rolled-back', said.versionId, { scope: said.scope });
    await this.#append([this.#version('before-roll-back', said.by), order]);
    return order;
  }

  #version(reason: VersionReason, by: string, name = ''): TakeVersionOrder {
    return { kind: 'take-version', reason, name, by, ...this.#stamp() };
  }

  #stamp() {
    return { id: this.ids.next(), at: this.clock.now() };
  }

  #audit({ at, by }: DetectorOrder, action: string, subject: string, details: Record<string, unknown>): Promise<void> {
    return this.audit.append({ id: this.ids.next(), at, actor: by, action, subject, details });
  }

  async #append(orders: readonly [DetectorOrder, ...DetectorOrder[]]): Promise<void> {
    this.feed.heard(await this.orders.append(orders));
  }
}
