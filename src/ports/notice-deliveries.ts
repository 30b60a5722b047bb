import type { AlertNotice } from '../domain/alerting/alert-notice.js';
import type { QuietReason } from '../domain/alerting/quiet/held-notices.js';

/** A notice that a receiver is to be told. */
export interface NoticeDelivery<Notice = AlertNotice> {
  readonly notice: Notice;
  /** Name of the receiver. */
  readonly receiver: string;
  /** Why it is held, by those who hold notices: no message takes it until it is released. Absent: it is told as soon as may be. */
  readonly heldFor?: QuietReason | undefined;
}

export interface NextMessage<Notice = AlertNotice> {
  /** The notices to tell now, oldest first; empty when it is not time yet. */
  readonly notices: readonly Notice[];
  /** When the oldest of those that wait for a later message was queued; undefined when none waits. */
  readonly waitingSince: number | undefined;
}

/**
 * What each receiver is to be told and what it has confirmed, notice by notice. Notices go out in messages: those that
 * belong to one stay together until it is confirmed, also over a restart, so that a repeat is recognised as one. There are
 * those of alerts (`HeldNoticeDeliveries`) and those of incidents; what follows is said of alerts.
 */
export abstract class NoticeDeliveries<Notice = AlertNotice> {
  /** Queues notices; durable on resolve. Changes nothing about those known already. */
  abstract queue(deliveries: readonly NoticeDelivery<Notice>[], at: number): Promise<void>;
  /**
   * The message in hand, which was begun and not confirmed. Without one, begins the next when its oldest notice was
   * queued at `queuedUntil` or before, or after `at`, as when the clock has been set back since: the oldest that wait, at
   * most `limit`; durable on resolve. State and severity are those of the notice, the rest is what is known by now.
   */
  abstract nextMessage(
    receiver: string,
    options: { readonly limit: number; readonly queuedUntil: number; readonly at: number },
  ): Promise<NextMessage<Notice>>;
  /**
   * Records that the receiver has confirmed these notices, as `nextMessage` gave them; leaves out those that no message
   * in hand holds. Another process may have begun a later message meanwhile, of which this says nothing.
   */
  abstract confirm(receiver: string, notices: readonly Notice[], at: number): Promise<void>;
  /** Takes these notices out of the message in hand; they wait again, in the place that they had. */
  abstract putBack(receiver: string, notices: readonly Notice[]): Promise<void>;
  /** Gives up these notices of the message in hand: they are not told. */
  abstract drop(receiver: string, notices: readonly Notice[]): Promise<void>;
  /**
   * The alerts that fire now, or incidents that are open, and of which the receiver has confirmed a notice: as urgent as it
   * knows them, for a rise may be held or under way; an incident also with the cause that it knows.
   */
  abstract standing(receiver: string): Promise<readonly Notice[]>;
  /** Gives up what waits for receivers that are not among these; tells how many notices. */
  abstract abandonAllBut(receivers: readonly string[]): Promise<number>;
}
