import type { AlertNotice } from '../domain/alerting/alert-notice.js';
import type { Alert } from '../domain/alerting/alert.js';
import type { HeldNotices, QuietReason } from '../domain/alerting/quiet/held-notices.js';

/** A notice that a receiver is to be told. */
export interface NoticeDelivery {
  readonly notice: AlertNotice;
  /** Name of the receiver. */
  readonly receiver: string;
  /** Why it is held: it waits until it is released, and no message takes it. Absent: it is told as soon as may be. */
  readonly heldFor?: QuietReason | undefined;
}

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

export interface NextMessage {
  /** The notices to tell now, oldest first; empty when it is not time yet. */
  readonly notices: readonly AlertNotice[];
  /** When the oldest of those that wait for a later message was queued; undefined when none waits. */
  readonly waitingSince: number | undefined;
}

/**
 * What each receiver is to be told and what it has confirmed, notice by notice. Notices go out in messages: those that
 * belong to one stay together until it is confirmed, also over a restart, so that a repeat is recognised as one.
 */
export abstract class NoticeDeliveries {
  /** Queues notices, to be told or to be held; durable on resolve. Changes nothing about those known already. */
  abstract queue(deliveries: readonly NoticeDelivery[], at: number): Promise<void>;
  /**
   * The message in hand, which was begun and not confirmed. Without one, begins the next when its oldest notice was
   * queued at `queuedUntil` or before, or after `at`, as when the clock has been set back since: the oldest that wait, at
   * most `limit`; durable on resolve. State and severity are those of the notice, the rest is what is known by now.
   */
  abstract nextMessage(
    receiver: string,
    options: { readonly limit: number; readonly queuedUntil: number; readonly at: number },
  ): Promise<NextMessage>;
  /**
   * Records that the receiver has confirmed these notices, as `nextMessage` gave them; leaves out those that no message
   * in hand holds. Another process may have begun a later message meanwhile, of which this says nothing.
   */
  abstract confirm(receiver: string, notices: readonly AlertNotice[], at: number): Promise<void>;
  /** Takes these notices out of the message in hand; they wait again, in the place that they had. */
  abstract putBack(receiver: string, notices: readonly AlertNotice[]): Promise<void>;
  /** Gives up these notices of the message in hand: they are not told. */
  abstract drop(receiver: string, notices: readonly AlertNotice[]): Promise<void>;
  /** What is held, by alert: at most `limit` alerts, those with the least ids above `after`. In the order of queueing. */
  abstract held(options: { readonly after: string; readonly limit: number }): Promise<readonly HeldDeliveries[]>;
  /** Lets held notices wait to be told, as if they had been queued at `at`, with `escalatedFrom` as it is given here. */
  abstract release(deliveries: readonly NoticeDelivery[], at: number): Promise<void>;
  /** Gives up held notices: they are not told. That and why (`heldFor`) stays on record. */
  abstract withhold(deliveries: readonly NoticeDelivery[], at: number): Promise<void>;
  /** What receivers know of these alerts; nothing of those of which no notice was queued that they fire. */
  abstract hearings(alertIds: readonly string[]): Promise<readonly Hearing[]>;
  /** The alerts that fire now and of which the receiver has confirmed a notice. */
  abstract standing(receiver: string): Promise<readonly Alert[]>;
  /** Gives up what waits for receivers that are not among these; tells how many notices. */
  abstract abandonAllBut(receivers: readonly string[]): Promise<number>;
}
