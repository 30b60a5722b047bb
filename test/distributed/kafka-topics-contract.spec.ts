import { afterAll, beforeAll } from '@jest/globals';
import type { Admin, Producer } from 'kafkajs';
import { kafkaClient } from '../../src/adapters/kafka-client/kafka-connection.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { KafkaTelemetryTopics } from '../../src/adapters/telemetry-sources/kafka/kafka-telemetry-topics.js';
import { describeTelemetryTopics } from '../contracts/telemetry-topics.contract.js';
import { KafkaCluster } from '../servers/kafka.js';

let cluster: KafkaCluster;
let producer: Producer;
let admin: Admin;
let count = 0;

const connection = () => ({ brokers: cluster.addresses, clientId: 'plenum-test' });

beforeAll(async () => {
  cluster = await KafkaCluster.start();
  const kafka = kafkaClient(connection(), new RecordingLog());
  producer = kafka.producer();
  admin = kafka.admin();
  await Promise.all([producer.connect(), admin.connect()]);
});
afterAll(async () => {
  await Promise.all([producer.disconnect(), admin.disconnect()]);
  await cluster.stop();
});

/** A real broker; topics and group of their own for each test. */
describeTelemetryTopics('Kafka', async () => {
  count += 1;
  const topic = `telemetry.contract-${count}`;
  const deadLetterTopic = `plenum.dead-letters-${count}`;
  const open = () =>
    KafkaTelemetryTopics.open({
      connection: connection(),
      group: `contract-${count}`,
      topics: [topic],
      deadLetterTopic,
      partitions: 2,
      replicationFactor: 1,
      clock: new SystemClock(),
      log: new RecordingLog(),
    });
  // Makes the topics, which are written to before the suite opens them.
  await (await open()).close();
  return {
    open,
    write: async (partition, texts) => {
      await producer.send({ topic, messages: texts.map((value) => ({ partition, value })) });
    },
    deadLetters: async () => {
      const ends = await admin.fetchTopicOffsets(deadLetterTopic);
      return ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
    },
  };
});
