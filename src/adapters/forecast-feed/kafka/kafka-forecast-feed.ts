import type { Message } from 'kafkajs';
import type { LiveForecast } from '../../../domain/forecasting/live/live-forecast.js';
import { ForecastFeed } from '../../../ports/forecast-feed.js';
import type { Log } from '../../../ports/log.js';
import { type KafkaConnection, kafkaClient } from '../../kafka-client/kafka-connection.js';
import { unavailable } from '../../kafka-client/kafka-errors.js';
import { strictProducer } from '../../kafka-client/strict-producer.js';
import { ensureTopics } from '../../kafka-client/topics.js';
import { forecastMessage } from './forecast-message.js';

export interface ForecastTopic {
  readonly connection: KafkaConnection;
  readonly topic: string;
  /** Of a topic that is made here, at most one copy per broker. */
  readonly replicationFactor: number;
}

/**
 * One partition keeps all forecasts in order. A request that spans several would be taken for acknowledged by kafkajs 2.2.4
 * when the broker of one is dead; of a topic that was made with more, messages are sent one by one.
 */
const partitions = 1;
/** Bytes of the values of one request: a broker takes a mebibyte, headers and all. */
const requestBytes = 512 * 1024;
const retries = 3;
const acknowledgedByAllInSync = -1;

/** Forecasts as JSON in a topic, one message each. Connects anew each time: once an hour. */
export class KafkaForecastFeed extends ForecastFeed {
  constructor(
    private readonly settings: ForecastTopic,
    private readonly log: Log,
  ) {
    super();
  }

  override async publish(forecasts: readonly LiveForecast[]): Promise<void> {
    if (forecasts.length === 0) return;
    const { connection, topic, replicationFactor } = this.settings;
    const kafka = kafkaClient(connection, this.log, retries);
    const admin = kafka.admin();
    const producer = strictProducer(kafka);
    try {
      await admin.connect();
      const there = await ensureTopics(admin, [{ topic, partitions, replicationFactor }], this.log);
      await producer.connect();
      const messages = forecasts.map(forecastMessage);
      const together = there.get(topic) === 1 ? requestsOf(messages) : messages.map((message) => [message]);
      for (const each of together) await producer.send({ topic, acks: acknowledgedByAllInSync, messages: each });
    } catch (error) {
      throw unavailable(`at ${connection.brokers.join(', ')} has not acknowledged forecasts for ${topic}`, error);
    } finally {
      await Promise.allSettled([producer.disconnect(), admin.disconnect()]);
    }
  }
}

/** The messages in their order, in as few requests as a broker takes. */
function requestsOf(messages: readonly Message[]): readonly Message[][] {
  const requests: Message[][] = [[]];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.value ?? '');
    if (bytes > 0 && bytes + size > requestBytes) {
      requests.push([]);
      bytes = 0;
    }
    requests.at(-1)?.push(message);
    bytes += size;
  }
  return requests;
}
