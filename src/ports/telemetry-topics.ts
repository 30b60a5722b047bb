import type { Rejection } from '../domain/telemetry/rejection.js';

/** A message that somebody has put into a topic of raw telemetry. */
export interface TopicMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** When it was written, epoch ms; stands in for the time of a point that has none. */
  readonly at: number;
  readonly value: Uint8Array;
}

/** A refused piece of a message. */
export interface SetAside extends Rejection {
  readonly from: Pick<TopicMessage, 'topic' | 'partition' | 'offset'>;
  /** The format it was read as. */
  readonly format: string;
}

export interface TopicsConsumption {
  /** Ends the running calls, then resolves. Idempotent and bounded. */
  stop(): Promise<void>;
}

/** Topics into which collectors (Telegraf, OpenTelemetry, Prometheus' adapter) write telemetry in formats of their own. */
export abstract class TelemetryTopics {
  /**
   * Shares the messages of the topics among all processes that ask. Each call has messages of one partition, in order,
   * and is committed when it resolves; one that rejects is repeated after a pause. At least once: after a crash some
   * messages come again.
   */
  abstract consume(handle: (messages: readonly TopicMessage[]) => Promise<void>): TopicsConsumption;
  /** Writes refused pieces into the topic of dead letters. Durable when it resolves. */
  abstract setAside(pieces: readonly SetAside[]): Promise<void>;
  /** Messages in the partitions of this process that are not committed. */
  abstract lag(): { messages: number };
  abstract close(): Promise<void>;
}
