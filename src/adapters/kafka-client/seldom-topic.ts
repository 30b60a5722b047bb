import type { Message } from 'kafkajs';
import type { Log } from '../../ports/log.js';
import { type KafkaConnection, kafkaClient } from './kafka-connection.js';
import { unavailable } from './kafka-errors.js';
import { strictProducer } from './strict-producer.js';
import { ensureTopics } from './topics.js';

export interface SeldomTopicSettings {
  readonly connection: KafkaConnection;
  readonly topic: string;
  /** Of a topic that is made here, at most one copy per broker. */
  readonly replicationFactor: number;
}

/** One keeps all that is written in order. A topic that exists keeps its own number. */
const partitions = 1;
/** Who writes tries again by himself. */
const retries = 3;
const acknowledgedByAllInSync = -1;

/** A topic that is written to so seldom that each write connects anew. */
export class SeldomTopic {
  constructor(
    private readonly settings: SeldomTopicSettings,
    private readonly log: Log,
  ) {}

  /**
   * Writes requests one after the other, when the topic is there and its number of partitions is known. A request must not
   * span partitions: kafkajs 2.2.4 takes the share of a dead broker for acknowledged. `what` they are is told in the error,
   * `unavailable`, after which any of them may have been written.
   */
  async write(what: string, requestsFor: (partitions: number) => readonly (readonly Message[])[]): Promise<void> {
    const { connection, topic, replicationFactor } = this.settings;
    const kafka = kafkaClient(connection, this.log, retries);
    const admin = kafka.admin();
    const producer = strictProducer(kafka);
    try {
      await admin.connect();
      const there = await ensureTopics(admin, [{ topic, partitions, replicationFactor }], this.log);
      await producer.connect();
      for (const messages of requestsFor(there.get(topic) ?? Infinity)) {
        await producer.send({ topic, acks: acknowledgedByAllInSync, messages: [...messages] });
      }
    } catch (error) {
      throw unavailable(`at ${connection.brokers.join(', ')} has not acknowledged ${what} for ${topic}`, error);
    } finally {
      await Promise.allSettled([producer.disconnect(), admin.disconnect()]);
    }
  }
}
