import type { HeldNotices, QuietReason } from '../domain/alerting/quiet/held-notices.js';
import { NoticeDeliveries, type NoticeDelivery } from './notice-deliveries.js';

/** What is held of one alert for one receiver. */
export interface HeldDeliveries extends HeldNotices {
  readonly receiver: string;
  /** When the first of it was queued, epoch ms. */
  readonly heldSince: number;
  /** Why that was held then. */
  readonly keptFor: QuietReason;
}

/** What a receiver knows of an alert of which notices were queued for it that it fires. */
export interface Hearing {
  readonly alertId: string;
  readonly receiver: string;
  /** Whether one of them has been told or waits to be; otherwise all are held or withheld. */
  readonly isHeard: boolean;
  /** Why one of them is held or withheld; undefined when none is. */
  readonly keptFor: QuietReason | undefined;
}

/** Deliveries of notices of alerts, some of which are held: `queue` takes them with `heldFor`, and no message takes them. */
export abstract class HeldNoticeDeliveries extends NoticeDeliveries {
  /** What is held, by alert: at most `limit` alerts, those with the least ids above `after`. In the order of queueing. */
  abstract held(options: { readonly after: string; readonly limit: number }): Promise<readonly HeldDeliveries[]>;
  /** Lets held notices wait to be told, as if they had been queued at `at`, with `escalatedFrom` as it is given here. */
  abstract release(deliveries: readonly NoticeDelivery[], at: number): Promise<void>;
  /** Gives up held notices: they are not told. That and why (`heldFor`) stays on record. */
  abstract withhold(deliveries: readonly NoticeDelivery[], at: number): Promise<void>;
  /** What receivers know of these alerts; nothing of those of which no notice was queued that they fire. */
  abstract hearings(alertIds: readonly string[]): Promise<readonly Hearing[]>;
}
