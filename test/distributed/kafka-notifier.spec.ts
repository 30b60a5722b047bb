import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { KafkaNotifier } from '../../src/adapters/notifiers/kafka/kafka-notifier.js';
import { aContext, anAlert } from '../alerting/builders.js';
import { RecordingLog } from '../alerting/stand-ins.js';
import {
  type Change,
  describeNotifier,
  describeRefusedNotifier,
  type NotifierUnderTest,
  type RefusingNotifierUnderTest,
} from '../contracts/notifier.contract.js';
import { KafkaCluster } from '../servers/kafka.js';

let cluster: KafkaCluster;
let topics = 0;

beforeAll(async () => {
  cluster = await KafkaCluster.start();
});
afterAll(() => cluster.stop());

interface Message {
  readonly key: string | undefined;
  readonly value: {
    readonly version: number;
    readonly alerts?: readonly Change[];
    readonly incidents?: readonly { id: string; state: string }[];
  };
  readonly idempotencyKey: string | undefined;
}

const clientOf = ({ addresses }: KafkaCluster) =>
  new kafkajs.Kafka({ brokers: addresses, logLevel: kafkajs.logLevel.NOTHING });

/** Every message of a topic, by a consumer of its own; none where the topic is not there yet. */
async function messagesOf(topic: string, of: KafkaCluster = cluster): Promise<readonly Message[]> {
  const client = clientOf(of);
  const admin = client.admin();
  await admin.connect();
  const isThere = (await admin.listTopics()).includes(topic);
  const ends = isThere ? await admin.fetchTopicOffsets(topic) : [];
  await admin.disconnect();
  const wanted = ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  if (wanted === 0) return [];
  const consumer = client.consumer({ groupId: `reader-${(topics += 1)}` });
  const messages: Message[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: ({ message }) => {
        messages.push({
          key: message.key?.toString(),
          value: JSON.parse(message.value?.toString() ?? '') as Message['value'],
          idempotencyKey: message.headers?.['idempotency-key']?.toString(),
        });
        if (messages.length === wanted) resolve();
        return Promise.resolve();
      },
    });
  });
  await consumer.disconnect();
  return messages;
}

const notifierTo = (topic: string, { addresses }: KafkaCluster = cluster) =>
  new KafkaNotifier(
    { name: 'topic', connection: { brokers: addresses, clientId: 'test' }, topic, replicationFactor: 3 },
    aContext(),
    new RecordingLog(),
  );

const incidentsOf = async (topic: string, of: KafkaCluster = cluster) =>
  (await messagesOf(topic, of)).flatMap(({ value }) => value.incidents ?? []).map(({ id, state }) => `${state} ${id}`);

/** Real: the broker, which all tests share. */
function aTopic(): Promise<NotifierUnderTest> {
  const topic = `alerts-${(topics += 1)}`;
  return Promise.resolve({
    notifier: notifierTo(topic),
    received: async () => (await messagesOf(topic)).flatMap(({ value }) => value.alerts ?? []),
    receivedIncidents: () => incidentsOf(topic),
    dispose: () => Promise.resolve(),
  });
}

/** Real: a broker of its own, which refuses by being down. */
async function aTopicThatGoes(): Promise<RefusingNotifierUnderTest> {
  const own = await KafkaCluster.start();
  let isDown = false;
  return {
    notifier: notifierTo('alerts', own),
    // Of a broker that is down nobody has received anything.
    received: async () => (isDown ? [] : (await messagesOf('alerts', own)).flatMap(({ value }) => value.alerts ?? [])),
    receivedIncidents: () => incidentsOf('alerts', own),
    refuse: async (refusing) => {
      isDown = refusing;
      await Promise.all(own.brokers.map((broker) => (refusing ? broker.kill() : broker.start())));
    },
    dispose: () => own.stop(),
  };
}

describeNotifier('A Kafka topic', aTopic, { runs: 3 });
describeRefusedNotifier('A Kafka topic', aTopicThatGoes);

describe('Alerts in a topic', () => {
  it('are keyed by their fingerprint, one to a message, and a repeat bears the same idempotency key', async () => {
    const topic = 'alerts-of-hall-1';
    const [fired, ended] = [anAlert(), anAlert({ state: 'resolved', resolvedAt: Date.now() })];
    await notifierTo(topic).notify([fired, ended]);
    await notifierTo(topic).notify([fired]);
    const messages = await messagesOf(topic);
    expect(messages.map(({ key }) => key)).toEqual([fired.fingerprint, fired.fingerprint, fired.fingerprint]);
    expect(messages.map(({ value }) => value.alerts?.map(({ state }) => state))).toEqual([
      ['firing'],
      ['resolved'],
      ['firing'],
    ]);
    expect(messages[0]!.value).toMatchObject({ version: 1, alerts: [{ id: fired.id, room: 'hall-1' }] });
    expect(messages[2]!.idempotencyKey).toBe(messages[0]!.idempotencyKey);
    expect(messages[1]!.idempotencyKey).not.toBe(messages[0]!.idempotencyKey);
  });

  it('go into a topic of several partitions as it is, an alert and its end into the same one', async () => {
    const topic = 'alerts-of-somebody';
    const admin = clientOf(cluster).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 8 }], waitForLeaders: true });
    const fired = anAlert();
    await notifierTo(topic).notify([fired]);
    await notifierTo(topic).notify([{ ...fired, state: 'resolved', resolvedAt: Date.now() }]);
    const ends = await admin.fetchTopicOffsets(topic);
    await admin.disconnect();
    expect(ends.map(({ high }) => Number(high)).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 2]);
  });

  it('are found deliverable while a broker answers, without a topic being made for it', async () => {
    await expect(notifierTo('alerts-never-told').check()).resolves.toBeUndefined();
    const admin = clientOf(cluster).admin();
    await admin.connect();
    const topics = await admin.listTopics();
    await admin.disconnect();
    expect(topics).not.toContain('alerts-never-told');
  });

  it('are found undeliverable where no broker answers', async () => {
    const connection = { brokers: ['127.0.0.1:1'], clientId: 'test' };
    const settings = { name: 'topic', connection, topic: 'alerts', replicationFactor: 1 };
    const notifier = new KafkaNotifier(settings, aContext(), new RecordingLog());
    await expect(notifier.check()).rejects.toMatchObject({ code: 'unavailable' });
  });
});
