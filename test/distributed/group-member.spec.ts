import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Consumer } from 'kafkajs';
import { GroupMember } from '../../src/adapters/kafka-client/group-member.js';
import { kafkaClient } from '../../src/adapters/kafka-client/kafka-connection.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { KafkaCluster } from '../servers/kafka.js';

/** A real broker and client; the handler is the test's own. */
describe('a member of a consumer group', () => {
  let cluster: KafkaCluster;

  beforeAll(async () => {
    cluster = await KafkaCluster.start();
  });
  afterAll(() => cluster.stop());

  it('outlives that its client has failed and not yet said so, when a partition is ready to be read', async () => {
    const log = new RecordingLog();
    const kafka = kafkaClient({ brokers: cluster.addresses, clientId: 'plenum-test' }, log);
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'lanes', numPartitions: 1 }], waitForLeaders: true });
    await admin.disconnect();
    const made: Consumer[] = [];
    let isReading: () => void = () => undefined;
    const reading = new Promise<void>((resolve) => (isReading = resolve));
    const makeConsumer = kafka.consumer.bind(kafka);
    kafka.consumer = (config) => {
      const consumer = makeConsumer(config);
      consumer.on(consumer.events.FETCH_START, isReading);
      made.push(consumer);
      return consumer;
    };
    const calls: string[] = [];
    let isReady: (after: number) => void = () => undefined;
    const ready = new Promise<number>((resolve) => (isReady = resolve));
    let isOpening: () => void = () => undefined;
    const opening = new Promise<void>((resolve) => (isOpening = resolve));
    const handler = {
      open: () => {
        isOpening();
        return ready;
      },
      handle: () => Promise.resolve(),
      release: () => {
        calls.push('release');
        return Promise.resolve();
      },
    };
    const limits = { maxWeight: 1, weigh: () => 1, maxWaitingBytes: 1 };
    const member = new GroupMember(
      kafka,
      { group: 'lanes', topics: ['lanes'], handler, ...limits },
      new SystemClock(),
      log,
    );
    await Promise.all([opening, reading]);
    // As the client does by itself when it fails, before it says so.
    await made[0]!.stop();
    isReady(-1);
    // After all that follows at once from being ready.
    await setImmediate();
    await member.stop();
    expect(calls).toEqual(['release']);
    expect(log.lines.map(({ fields }) => fields['step'])).toEqual(expect.arrayContaining(['seek', 'resume']));
  });
});
