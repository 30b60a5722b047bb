import type { Admin, Kafka, Producer } from 'kafkajs';
import { DomainError } from '../../../domain/errors.js';
import type { SeriesDescriptor } from '../../../domain/telemetry/series.js';
import type { TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';
import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import {
  type ConsumeOptions,
  type Consumption,
  type PartitionHandler,
  TelemetryBus,
} from '../../../ports/telemetry-bus.js';
import { type KafkaConnection, kafkaClient } from '../../kafka-client/kafka-connection.js';
import { unavailable } from '../../kafka-client/kafka-errors.js';
import { strictProducer } from '../../kafka-client/strict-producer.js';
import { ensureTopics } from '../../kafka-client/topics.js';
import { consumerGroup } from './consumer-group.js';
import { GroupConsumption } from './group-consumption.js';
import { IncomingSeries, type ResolveSeries } from './incoming-series.js';
import { Outbox } from './outbox.js';

export interface KafkaBusOptions {
  readonly connection: KafkaConnection;
  /** `plenum.points` unless several Plenums share a cluster. */
  readonly topic: string;
  /** Of the topic when it is made; one that exists keeps its own. More partitions let more processes share the work. */
  readonly partitions: number;
  readonly replicationFactor: number;
  /** How long the topic keeps points, also those that every group has committed. */
  readonly retentionMs: number;
  /** Points accepted but not yet acknowledged, in bytes; beyond it `publish` rejects with `overloaded`. 64 MiB when absent. */
  readonly maxWaitingBytes?: number;
  /** After this long without a sign of life a consuming process counts as dead; 15 s when absent. */
  readonly sessionMs?: number;
  readonly clock: Clock;
  readonly log: Log;
  /** What an id of a published batch stands for: the registry of whoever publishes. */
  readonly seriesOf: (id: number) => SeriesDescriptor | undefined;
  /** Gives the series of delivered batches their ids. */
  readonly resolveSeries: ResolveSeries;
}

interface Clients {
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly producer: Producer;
}

/** The bus of many processes: one topic of Kafka, its partitions chosen by asset, each message many points. */
export class KafkaTelemetryBus extends TelemetryBus {
  readonly #outbox: Outbox;
  readonly #incoming: IncomingSeries;
  readonly #consumptions = new Map<string, GroupConsumption>();
  #closing: Promise<void> | undefined;

  private constructor(
    private readonly options: KafkaBusOptions,
    private readonly clients: Clients,
    readonly partitions: number,
  ) {
    super();
    this.#incoming = new IncomingSeries(options.resolveSeries);
    this.#outbox = new Outbox(clients.producer, {
      topic: options.topic,
      partitions,
      maxWaitingBytes: options.maxWaitingBytes ?? 64 << 20,
      seriesOf: options.seriesOf,
    });
  }

  /** Connects, and makes the topic when it is missing. Rejects with `unavailable` when no broker answers. */
  static async open(options: KafkaBusOptions): Promise<KafkaTelemetryBus> {
    const { connection, log, topic, partitions, replicationFactor, retentionMs } = options;
    const kafka = kafkaClient(connection, log);
    const admin = kafka.admin();
    const producer = strictProducer(kafka);
    try {
      await admin.connect();
      const settings = { 'retention.ms': String(retentionMs) };
      const counts = await ensureTopics(admin, [{ topic, partitions, replicationFactor, settings }], log);
      await producer.connect();
      return new KafkaTelemetryBus(options, { kafka, admin, producer }, counts.get(topic) ?? partitions);
    } catch (error) {
      await Promise.allSettled([admin.disconnect(), producer.disconnect()]);
      throw unavailable(`at ${connection.brokers.join(', ')} cannot be used`, error);
    }
  }

  /** Resolves when all brokers in sync have the points. Rejects with `overloaded`, or `unavailable` after half a minute. */
  async publish(batch: TelemetryBatch): Promise<void> {
    this.#refuseWhenClosed();
    await this.#outbox.publish(batch);
  }

  consume(group: string, handler: PartitionHandler, { maxPoints }: ConsumeOptions): Promise<Consumption> {
    const { topic, clock, log, sessionMs } = this.options;
    const { kafka, admin } = this.clients;
    const consumption = new GroupConsumption(
      { group, topic, handler, maxPoints, ...(sessionMs !== undefined && { sessionMs }) },
      { kafka, admin },
      this.#incoming,
      clock,
      log,
    );
    this.#consumptions.set(group, consumption);
    return Promise.resolve({
      reopen: () => consumption.reopen(),
      stop: async () => {
        await consumption.stop();
        if (this.#consumptions.get(group) === consumption) this.#consumptions.delete(group);
      },
    });
  }

  /** For a group that nobody consumes at the moment it sets where consumption will begin. */
  async commit(group: string, partition: number, offset: number): Promise<void> {
    const consumption = this.#consumptions.get(group);
    if (consumption) {
      await consumption.commit(partition, offset);
      return;
    }
    const { topic } = this.options;
    try {
      const partitions = [{ partition, offset: String(offset + 1) }];
      await this.clients.admin.setOffsets({ groupId: consumerGroup(topic, group), topic, partitions });
    } catch (error) {
      throw unavailable(`has not committed offset ${offset} of ${topic}/${partition} for ${group}`, error);
    }
  }

  /** Of the partitions that this process has; points that were not read yet are counted as messages of the mean size. */
  lag(group: string): { batches: number; points: number } {
    const { messages, weight } = this.#consumptions.get(group)?.lag ?? { messages: 0, weight: 0 };
    return { batches: messages, points: weight };
  }

  behindMs(group: string, partition: number): number {
    return this.#consumptions.get(group)?.behindMs(partition) ?? Infinity;
  }

  async check(): Promise<void> {
    this.#refuseWhenClosed();
    try {
      await this.clients.admin.fetchTopicMetadata({ topics: [this.options.topic] });
    } catch (error) {
      throw unavailable('does not answer', error);
    }
  }

  /** Sends what was accepted, releases every partition, and disconnects. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #refuseWhenClosed(): void {
    if (this.#closing) throw new DomainError('unavailable', 'The telemetry bus is closed.', { retriable: true });
  }

  async #close(): Promise<void> {
    await this.#outbox.drain();
    await Promise.all([...this.#consumptions.values()].map((consumption) => consumption.stop()));
    const { producer, admin } = this.clients;
    await Promise.all([producer.disconnect(), admin.disconnect()]);
  }
}
