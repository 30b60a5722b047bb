import type { TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';

/** A batch on its way to one consumer group. */
export interface Delivery {
  readonly batch: TelemetryBatch;
  /** Position of the batch. Strictly increasing; the next batch of a replay after a crash has a greater or equal one. */
  readonly offset: number;
}

/** Receives deliveries in order, one call at a time. It must be idempotent: after a crash some come again. */
export type DeliveryHandler = (deliveries: readonly Delivery[]) => Promise<void>;

export interface ConsumeOptions {
  /** Position of the last batch that the consumer already has; delivery starts after it. Wins over the committed offset. */
  readonly after?: number;
  /** Upper bound of points handed over in one call (one batch may exceed it alone). */
  readonly maxPoints: number;
}

export interface Consumption {
  /** Stops delivery once the running handler call has ended. Idempotent. */
  stop(): Promise<void>;
}

/** Carries batches from intake to the consumer groups (`store`, `score`). */
export abstract class TelemetryBus {
  /** Resolves with the offset when the batch survives a crash of the process. Rejects with `overloaded` when the log is full. */
  abstract publish(batch: TelemetryBatch): Promise<number>;
  /**
   * Delivers every published batch to each group at least once and in order. A handler that rejects is tried again
   * after a pause with the same deliveries.
   */
  abstract consume(group: string, handler: DeliveryHandler, options: ConsumeOptions): Promise<Consumption>;
  /** States that the group has done with all batches up to and including `offset`; they may be deleted. */
  abstract commit(group: string, offset: number): Promise<void>;
  /** Batches and points published but not committed by the group. */
  abstract lag(group: string): { batches: number; points: number };
  abstract close(): Promise<void>;
}
