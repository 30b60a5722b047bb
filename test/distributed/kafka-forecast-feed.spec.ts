import { afterAll, beforeAll, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { KafkaForecastFeed } from '../../src/adapters/forecast-feed/kafka/kafka-forecast-feed.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { aForecast, hourMs, monday } from '../forecasting/builders.js';
import { KafkaCluster } from '../servers/kafka.js';

let cluster: KafkaCluster;

beforeAll(async () => {
  cluster = await KafkaCluster.start();
});
afterAll(() => cluster.stop());

const clientOf = (brokers: string[]) => new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING });
const feedTo = (topic: string, brokers: readonly string[]) =>
  new KafkaForecastFeed({ connection: { brokers, clientId: 'test' }, topic, replicationFactor: 3 }, new RecordingLog());

async function messagesOf(topic: string, wanted: number) {
  const consumer = clientOf([...cluster.addresses]).consumer({ groupId: `reader-of-${topic}` });
  const found: { key: string; idempotencyKey: string; body: unknown }[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: ({ message }) => {
        found.push({
          key: String(message.key),
          idempotencyKey: String(message.headers?.['idempotency-key']),
          body: JSON.parse(String(message.value)),
        });
        if (found.length === wanted) resolve();
        return Promise.resolve();
      },
    });
  });
  await consumer.disconnect();
  return found;
}

it('writes each forecast to a topic that it makes, whole and in order, keyed by what is forecast', async () => {
  const feed = feedTo('plenum.forecasts', cluster.addresses);
  await feed.publish([]);
  await feed.publish([aForecast(), aForecast({ subject: { ...aForecast().subject, assetId: 'hall-1' } })]);
  await feed.publish([aForecast({ originMs: monday + hourMs })]);
  const found = await messagesOf('plenum.forecasts', 3);
  expect(found.map(({ key }) => key)).toEqual([
    'rack-01|dc.rack.power|',
    'hall-1|dc.rack.power|',
    'rack-01|dc.rack.power|',
  ]);
  expect(new Set(found.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
  expect(found[0]?.body).toEqual({
    version: 1,
    asset: 'rack-01',
    metric: 'dc.rack.power',
    component: '',
    issuedAt: '2026-11-23T00:02:00.000Z',
    origin: '2026-11-23T00:00:00.000Z',
    stepMs: hourMs,
    forecaster: 'linear',
    mean: [5000.5, 5200, 5400],
    baseline: [5100, 5100, 5100],
    intervals: [
      { level: 0.8, lower: [4900, 5000, 5100], upper: [5100, 5400, 5700] },
      { level: 0.95, lower: [4700, 4700, 4700], upper: [5300, 5700, 6100] },
    ],
    skill: null,
  });
});

it('loses none in a topic that was made with several partitions', async () => {
  const admin = clientOf([...cluster.addresses]).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: 'wide', numPartitions: 3 }], waitForLeaders: true });
  await admin.disconnect();
  const racks = Array.from({ length: 12 }, (_, i) =>
    aForecast({ subject: { ...aForecast().subject, assetId: `r-${i}` } }),
  );
  await feedTo('wide', cluster.addresses).publish(racks);
  const keys = (await messagesOf('wide', 12)).map(({ key }) => key);
  expect(new Set(keys).size).toBe(12);
});

it('carries all that a large site tells in an hour, a week ahead, though a request takes a mebibyte only', async () => {
  const week = Float32Array.from({ length: 168 }, (_, hour) => 5_000 + hour / 7);
  const bands = [0.8, 0.95].map((level) => ({ level, lower: week, upper: week }));
  const racks = Array.from({ length: 500 }, (_, i) =>
    aForecast({ subject: { ...aForecast().subject, assetId: `r-${i}` }, mean: week, baseline: week, bands }),
  );
  await feedTo('large', cluster.addresses).publish(racks);
  const keys = (await messagesOf('large', 500)).map(({ key }) => key);
  expect(keys).toEqual(racks.map(({ subject }) => `${subject.assetId}|dc.rack.power|`));
});

it('says that brokers are gone, so that the forecasts are told again', async () => {
  await expect(feedTo('plenum.forecasts', ['127.0.0.1:1']).publish([aForecast()])).rejects.toMatchObject({
    code: 'unavailable',
    retriable: true,
  });
});
