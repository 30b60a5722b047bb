import type { TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';

/** A batch on its way to one consumer group. */
export interface Delivery {
  readonly batch: TelemetryBatch;
  /** Strictly increasing within its partition. */
  readonly offset: number;
}

/** A group's side of a consumption. Calls for one partition come one at a time, in order; different partitions may interleave. */
export interface PartitionHandler {
  /**
   * This process has got the partition. Resolves with the offset after which delivery starts; undefined: after the
   * committed one. A rejection rises from `consume` when that has not resolved yet, and is otherwise tried again after a
   * pause.
   */
  open(partition: number): Promise<number | undefined>;
  /** Idempotent: after a crash some deliveries come again. A rejection is retried after a pause with the same deliveries. */
  handle(partition: number, deliveries: readonly Delivery[]): Promise<void>;
  /**
   * The partition goes to another process, or consumption stops: everything handled must be safe when this resolves.
   * Bounded to a few seconds. A rejection is logged; what was not committed comes again, here or elsewhere.
   */
  release(partition: number): Promise<void>;
}

export interface ConsumeOptions {
  /** Upper bound of points handed over in one call (one batch may exceed it alone). */
  readonly maxPoints: number;
}

export interface Consumption {
  /** Ends the running handler calls, releases every partition, then resolves. Idempotent. */
  stop(): Promise<void>;
  /**
   * Ends the running handler calls, releases every partition that this process has, opens each again and delivers from
   * where `open` says; other members of the group notice nothing. Resolves when that is under way. What goes to another
   * process meanwhile is not opened again, and after a stop nothing is.
   */
  reopen(): Promise<void>;
}

/** Carries batches from intake to the consumer groups (`store`, `score`), in partitions that the processes of a group share. */
export abstract class TelemetryBus {
  /** How many there are, numbered from 0. The same asset always goes to the same one, so order holds within a series. */
  abstract readonly partitions: number;
  /** Resolves when every point of the batch survives a crash. Rejects with `overloaded` when no more can be kept. */
  abstract publish(batch: TelemetryBatch): Promise<void>;
  /** Delivers every published batch to each group at least once, each partition to one member of the group at a time. */
  abstract consume(group: string, handler: PartitionHandler, options: ConsumeOptions): Promise<Consumption>;
  /**
   * States that the group has done with all batches of the partition up to and including `offset`; they may be deleted. An
   * offset before the committed one takes that back: the batches between them are delivered again to whoever opens the
   * partition next, as far as they are still there.
   */
  abstract commit(group: string, partition: number, offset: number): Promise<void>;
  /** Batches and points published but not committed by the group, over all partitions that this process knows of. */
  abstract lag(group: string): { batches: number; points: number };
  /**
   * How long ago this process' member of the group is known to have handled all that there was in the partition, in ms.
   * It grows while brokers are out of reach and while a backlog is worked off; Infinity when it has never been known, or
   * the partition is not here.
   */
  abstract behindMs(group: string, partition: number): number;
  /** Resolves when batches can be published; rejects with `unavailable`. */
  abstract check(): Promise<void>;
  abstract close(): Promise<void>;
}
