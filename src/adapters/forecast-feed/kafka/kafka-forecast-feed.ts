import type { Message } from 'kafkajs';
import type { LiveForecast } from '../../../domain/forecasting/live/live-forecast.js';
import { ForecastFeed } from '../../../ports/forecast-feed.js';
import type { Log } from '../../../ports/log.js';
import { SeldomTopic, type SeldomTopicSettings } from '../../kafka-client/seldom-topic.js';
import { forecastMessage } from './forecast-message.js';

/** Bytes of the values of one request: a broker takes a mebibyte, headers and all. */
const requestBytes = 512 * 1024;

/** Forecasts as JSON in a topic, one message each: once an hour. */
export class KafkaForecastFeed extends ForecastFeed {
  readonly #topic: SeldomTopic;

  constructor(settings: SeldomTopicSettings, log: Log) {
    super();
    this.#topic = new SeldomTopic(settings, log);
  }

  override async publish(forecasts: readonly LiveForecast[]): Promise<void> {
    if (forecasts.length === 0) return;
    const messages = forecasts.map(forecastMessage);
    await this.#topic.write('forecasts', (partitions) =>
      partitions === 1 ? requestsOf(messages) : messages.map((message) => [message]),
    );
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
