import type { Admin, Kafka, Producer } from 'kafkajs';
import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import {
  type SetAside,
  TelemetryTopics,
  type TopicMessage,
  type TopicsConsumption,
} from '../../../ports/telemetry-topics.js';
import { GroupMember } from '../../kafka-client/group-member.js';
import { type KafkaConnection, kafkaClient } from '../../kafka-client/kafka-connection.js';
import { unavailable } from '../../kafka-client/kafka-errors.js';
import { strictProducer } from '../../kafka-client/strict-producer.js';
import { ensureTopics } from '../../kafka-client/topics.js';
import { deadLetterMessage } from './dead-letter-message.js';

/** Bytes of one call: enough to be worth a request to the bus, little enough to be decoded in some milliseconds. */
const callBytes = 256 * 1024;
const maxWaitingBytes = 4 << 20;
/** Bytes of one request of dead letters. */
const requestBytes = 512 * 1024;

export interface KafkaTopicsOptions {
  readonly connection: KafkaConnection;
  /** `plenum-intake` unless several Plenums read the same topics. */
  readonly group: string;
  readonly topics: readonly string[];
  readonly deadLetterTopic: string;
  /** Of topics that are made because they are missing. */
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly clock: Clock;
  readonly log: Log;
}

interface Clients {
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly producer: Producer;
}

/** Topics of raw telemetry on Kafka, uncompressed or in gzip, Snappy or LZ4. Tombstones are passed over. */
export class KafkaTelemetryTopics extends TelemetryTopics {
  #member: GroupMember | undefined;

  private constructor(
    private readonly options: KafkaTopicsOptions,
    private readonly clients: Clients,
    private readonly deadLetterPartitions: number,
  ) {
    super();
  }

  /** Connects, and makes topics that are missing. Rejects with `unavailable` when no broker answers. */
  static async open(options: KafkaTopicsOptions): Promise<KafkaTelemetryTopics> {
    const { connection, log, topics, deadLetterTopic, partitions, replicationFactor } = options;
    const kafka = kafkaClient(connection, log);
    const clients = { kafka, admin: kafka.admin(), producer: strictProducer(kafka) };
    try {
      await clients.admin.connect();
      const plans = [...topics, deadLetterTopic].map((topic) => ({ topic, partitions, replicationFactor }));
      const counts = await ensureTopics(clients.admin, plans, log);
      await clients.producer.connect();
      return new KafkaTelemetryTopics(options, clients, counts.get(deadLetterTopic) ?? partitions);
    } catch (error) {
      await Promise.allSettled([clients.admin.disconnect(), clients.producer.disconnect()]);
      throw unavailable(`at ${connection.brokers.join(', ')} cannot be used`, error);
    }
  }

  consume(handle: (messages: readonly TopicMessage[]) => Promise<void>): TopicsConsumption {
    const { group, topics, clock, log } = this.options;
    const member: GroupMember = new GroupMember(
      this.clients.kafka,
      {
        group,
        topics,
        handler: {
          open: () => Promise.resolve(undefined),
          handle: async (at, messages) => {
            await handle(messages.flatMap(({ value, ...place }) => (value ? [{ ...place, value }] : [])));
            const last = messages.at(-1);
            if (last) await member.commit(at, last.offset);
          },
          release: () => Promise.resolve(),
        },
        maxWeight: callBytes,
        weigh: ({ value }) => value?.length ?? 0,
        maxWaitingBytes,
      },
      clock,
      log,
    );
    this.#member = member;
    return member;
  }

  /** One request a partition, as kafkajs must be used (see `PartitionOutbox`); the pieces of a message stay together. */
  async setAside(pieces: readonly SetAside[]): Promise<void> {
    const { deadLetterTopic: topic } = this.options;
    let messages: { partition: number; value: Buffer }[] = [];
    let bytes = 0;
    const send = async () => {
      if (messages.length > 0) await this.clients.producer.send({ topic, acks: -1, messages });
      messages = [];
      bytes = 0;
    };
    try {
      for (const piece of pieces) {
        const partition = piece.from.partition % this.deadLetterPartitions;
        const value = deadLetterMessage(piece);
        const isAnother = messages[0] !== undefined && messages[0].partition !== partition;
        if (isAnother || bytes + value.length > requestBytes) await send();
        messages.push({ partition, value });
        bytes += value.length;
      }
      await send();
    } catch (error) {
      throw unavailable(`has not taken dead letters into ${topic}`, error);
    }
  }

  lag(): { messages: number } {
    return { messages: this.#member?.lag.messages ?? 0 };
  }

  async close(): Promise<void> {
    await this.#member?.stop();
    const { producer, admin } = this.clients;
    await Promise.all([producer.disconnect(), admin.disconnect()]);
  }
}
