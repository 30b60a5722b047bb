import type {
  DetectorOrder,
  FeedbackOrder,
  NumberedOrder,
  RollBackOrder,
  TakeVersionOrder,
} from '../domain/detection/orders/detector-order.js';

/** What feedback is asked for: that on an alert, given by itself or with its incident, or that on an incident as a whole. */
export type FeedbackSubject = { readonly alertId: string } | { readonly incidentId: string };

/** Everything that people have told the detectors, kept for ever, in one order that is the same for every process. */
export abstract class DetectorOrders {
  /**
   * Appends orders together; durable on resolve. Returns the sequence of the last one. A reader that has seen a sequence
   * never sees a lower one appear later. `conflict` when an id was used before.
   */
  abstract append(orders: readonly [DetectorOrder, ...DetectorOrder[]]): Promise<number>;
  /** The highest sequence; 0 before the first order. Cheap enough to be asked every second. */
  abstract newest(): Promise<number>;
  /** Orders after a sequence, in their order. */
  abstract after(sequence: number, limit: number): Promise<readonly NumberedOrder[]>;
  /** Newest first. */
  abstract feedbackOn(subject: FeedbackSubject, limit: number): Promise<readonly NumberedOrder<FeedbackOrder>[]>;
  /** By alert, or by incident as a whole, what was said of it last; those of which nothing was said are left out. */
  abstract verdictsOn(
    subjects: 'alerts' | 'incidents',
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, FeedbackOrder['verdict']>>;
  /** The newest of each reason, up to `perReason` of them each; newest first. */
  abstract versions(perReason: number): Promise<readonly NumberedOrder<TakeVersionOrder>[]>;
  /** Those given after a sequence, oldest first. */
  abstract rollBacksAfter(sequence: number, limit: number): Promise<readonly NumberedOrder<RollBackOrder>[]>;
}
