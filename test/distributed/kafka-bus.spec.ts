import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { kafkaClient } from '../../src/adapters/kafka-client/kafka-connection.js';
import { type KafkaBusOptions, KafkaTelemetryBus } from '../../src/adapters/telemetry-bus/kafka/kafka-telemetry-bus.js';
import type { SeriesDescriptor } from '../../src/domain/telemetry/series.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import type { Consumption } from '../../src/ports/telemetry-bus.js';
import { KafkaCluster } from '../servers/kafka.js';
import { GlobalIds, Inbox, seriesNumbered } from './kafka-bus-rig.js';

/** A real broker; series and handlers are the test's own. */
describe('the telemetry bus on Kafka', () => {
  let cluster: KafkaCluster;
  let topic: string;
  let topics = 0;
  let log: RecordingLog;
  let ids: GlobalIds;
  const opened: KafkaTelemetryBus[] = [];
  const running: Consumption[] = [];

  beforeAll(async () => {
    cluster = await KafkaCluster.start();
  });
  afterAll(async () => {
    await cluster.stop();
  });
  beforeEach(() => {
    topics += 1;
    topic = `points-${topics}`;
    log = new RecordingLog();
    ids = new GlobalIds();
  });
  afterEach(async () => {
    for (const consumption of running.splice(0)) await consumption.stop();
    for (const bus of opened.splice(0)) await bus.close();
  });

  const open = async (
    seriesOf: (id: number) => SeriesDescriptor | undefined = seriesNumbered,
    options: Partial<KafkaBusOptions> = {},
  ) => {
    const bus = await KafkaTelemetryBus.open({
      connection: { brokers: cluster.addresses, clientId: 'plenum-test' },
      topic,
      partitions: 4,
      replicationFactor: 3,
      retentionMs: 3_600_000,
      clock: new SystemClock(),
      log,
      seriesOf,
      resolveSeries: ids.resolve,
      ...options,
    });
    opened.push(bus);
    return bus;
  };
  const consume = async (bus: KafkaTelemetryBus, inbox: Inbox, group = 'store') => {
    const consumption = await bus.consume(group, inbox, { maxPoints: 1_000 });
    running.push(consumption);
    return consumption;
  };
  const publishRound = (bus: KafkaTelemetryBus, round: number, series = 40) =>
    bus.publish(batchOf(Array.from({ length: series }, (_, i) => ({ seriesId: i + 1, at: round, value: i }))));

  it('carries points to the ids of the consumer, whatever the ids of the publisher', async () => {
    const bus = await open((id) => seriesNumbered(id - 100));
    const inbox = new Inbox();
    await consume(bus, inbox);
    await bus.publish(batchOf([1, 2, 3].map((i) => ({ seriesId: 100 + i, at: 1_000 + i, value: i / 8 }))));
    await inbox.points(3);
    expect(inbox.rows.map(({ seriesId, at, value }) => [ids.nameOf(seriesId), at, value]).sort()).toEqual([
      ['srv-1', 1_001, 0.125],
      ['srv-2', 1_002, 0.25],
      ['srv-3', 1_003, 0.375],
    ]);
  });

  it('keeps the points of an asset in one partition, in order, also over many requests', async () => {
    const bus = await open();
    const inbox = new Inbox();
    await consume(bus, inbox);
    await Promise.all(Array.from({ length: 100 }, (_, round) => publishRound(bus, round)));
    await inbox.points(4_000);
    const partitions = new Map<number, Set<number>>();
    for (const { seriesId, partition } of inbox.rows) {
      partitions.set(seriesId, (partitions.get(seriesId) ?? new Set()).add(partition));
    }
    expect([...partitions.values()].every(({ size }) => size === 1)).toBe(true);
    expect(new Set(inbox.rows.map(({ partition }) => partition)).size).toBe(4);
    const times = inbox.rows.filter(({ seriesId }) => seriesId === 1).map(({ at }) => at);
    expect(times).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it('hands partitions over to a second process only after the first has released them', async () => {
    const [first, second] = [await open(), await open()];
    const journal: string[] = [];
    const [one, two] = [new Inbox(journal, 'one'), new Inbox(journal, 'two')];
    one.releaseMs = 300;
    await consume(first, one);
    await one.opened(4);
    await publishRound(first, 1);
    await one.points(40);
    await consume(second, two);
    await two.opened(2);
    expect(journal.filter((line) => line.startsWith('two opens'))).toHaveLength(2);
    const released = journal.flatMap((line, i) => (line.startsWith('one has released') ? [i] : []));
    const opensOfTwo = journal.flatMap((line, i) => (line.startsWith('two opens') ? [i] : []));
    expect(released).toHaveLength(4);
    expect(Math.min(...opensOfTwo)).toBeGreaterThan(Math.max(...released));
  });

  it('delivers each point once to one of two processes while they come and go, when positions are kept', async () => {
    const positions = new Map<number, number>();
    const [first, second] = [await open(), await open()];
    const inboxes = [new Inbox(), new Inbox()];
    for (const inbox of inboxes) inbox.positions = positions;
    await consume(first, inboxes[0]!);
    let rounds = 0;
    let isLoaded = true;
    // Goes on until the other has come and gone, however long a join takes: else it would find nothing left for it.
    const publishing = (async () => {
      for (; isLoaded; rounds += 1) await publishRound(first, rounds);
    })();
    try {
      await inboxes[0]!.points(400);
      const away = await consume(second, inboxes[1]!);
      await inboxes[1]!.points(400);
      await away.stop();
      await inboxes[0]!.points(inboxes[0]!.rows.length + 400);
    } finally {
      isLoaded = false;
      await publishing;
    }
    const points = rounds * 40;
    await inboxes[0]!.until(() => inboxes[0]!.rows.length + inboxes[1]!.rows.length >= points);
    const seen = inboxes.flatMap(({ rows }) => rows.map(({ seriesId, at }) => `${seriesId}@${at}`));
    expect(seen).toHaveLength(points);
    expect(new Set(seen).size).toBe(points);
  });

  it('begins where the group has committed, also in another process', async () => {
    const bus = await open();
    const before = new Inbox();
    before.commitTo = (partition, offset) => bus.commit('store', partition, offset);
    const consumption = await consume(bus, before);
    await publishRound(bus, 1);
    await before.points(40);
    await before.until(() => bus.lag('store').points === 0);
    await consumption.stop();
    await publishRound(bus, 2);
    const after = new Inbox();
    await consume(await open(), after);
    await after.points(40);
    expect(new Set(after.rows.map(({ at }) => at))).toEqual(new Set([2]));
  });

  it('begins where the handler says, whatever was committed', async () => {
    const bus = await open();
    for (const round of [1, 2, 3]) await publishRound(bus, round, 1);
    const probe = new Inbox();
    const consumption = await consume(bus, probe);
    await probe.points(3);
    const { partition, offset } = probe.rows[0]!;
    await bus.commit('store', partition, offset + 2);
    await consumption.stop();
    const inbox = new Inbox();
    inbox.positions = new Map([[partition, offset]]);
    await consume(bus, inbox);
    await inbox.points(2);
    expect(inbox.rows.map(({ at }) => at)).toEqual([2, 3]);
  });

  it('takes no commit of a call that outlasts the bound of its release, for the partition begins again before it', async () => {
    const bus = await open(seriesNumbered, { sessionMs: 1_500 });
    const inbox = new Inbox();
    let goOn: () => void = () => undefined;
    const hanging = new Promise<void>((resolve) => (goOn = resolve));
    inbox.commitTo = async (partition, offset) => {
      await hanging;
      await bus.commit('store', partition, offset);
    };
    const consumption = await consume(bus, inbox);
    await publishRound(bus, 1, 1);
    await inbox.points(1);
    await consumption.reopen();
    inbox.commitTo = undefined;
    goOn();
    await inbox.points(2);
    expect(log.lines.map(({ message }) => message)).toContain('kafka partition has been given up, not committed');
    expect(bus.lag('store')).toEqual({ batches: 1, points: 1 });
  });

  it('tells how many batches and points a group has not committed', async () => {
    const bus = await open();
    const inbox = new Inbox();
    await consume(bus, inbox);
    await inbox.opened(4);
    await publishRound(bus, 1, 1);
    await publishRound(bus, 2, 1);
    await inbox.points(2);
    expect(bus.lag('store')).toEqual({ batches: 2, points: 2 });
    const { partition, offset } = inbox.rows[0]!;
    await bus.commit('store', partition, offset);
    expect(bus.lag('store')).toEqual({ batches: 1, points: 1 });
  });

  it('stays a member while its handler fails for longer than a session, and reads no more than its bound', async () => {
    const sessionMs = 1_500;
    const bus = await open(seriesNumbered, { sessionMs });
    const inbox = new Inbox();
    inbox.isFailing = true;
    await consume(bus, inbox);
    await inbox.opened(4);
    const failingSinceMs = Date.now();
    for (let round = 0; round < 150; round += 1) await publishRound(bus, round, 2_000);
    await inbox.until(() => Date.now() - failingSinceMs > 3 * sessionMs && inbox.attempts > 4);
    const joins = () => log.lines.filter(({ message }) => message === 'kafka partitions got').length;
    expect(joins()).toBe(1);
    inbox.isFailing = false;
    await inbox.points(300_000);
    expect(joins()).toBe(1);
    expect(inbox.rows).toHaveLength(300_000);
  });

  it('passes over what is no message of Plenum, and says so', async () => {
    const bus = await open();
    const producer = kafkaClient({ brokers: cluster.addresses, clientId: 'stranger' }, log).producer({
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    const values = [Buffer.from('hello'), null, Buffer.from('PLP\u0001 and then nothing of the kind')];
    await producer.send({ topic, messages: values.map((value) => ({ partition: 0, value })) });
    await producer.disconnect();
    const inbox = new Inbox();
    await consume(bus, inbox);
    await publishRound(bus, 1);
    await inbox.points(40);
    const passedOver = () =>
      log.lines.filter(({ message }) => message === 'kafka message is none of Plenum, passed over');
    await inbox.until(() => passedOver().length === 3);
  });

  it('refuses to go on from a position that the topic has not reached', async () => {
    const bus = await open();
    const inbox = new Inbox();
    inbox.positions = new Map([[0, 1_000]]);
    await consume(bus, inbox);
    await inbox.until(() => log.lines.some(({ fields }) => String(fields['error']).includes('older than what')));
    expect(inbox.rows).toEqual([]);
  });

  it('refuses what comes after it is closed, and has sent what came before', async () => {
    const bus = await open();
    const published = Promise.all([1, 2, 3].map((round) => publishRound(bus, round)));
    await bus.close();
    await published;
    await expect(publishRound(bus, 4)).rejects.toMatchObject({ code: 'unavailable', retriable: true });
    const inbox = new Inbox();
    await consume(await open(), inbox);
    await inbox.points(120);
  });

  it('says which brokers it cannot reach', async () => {
    const connection = { brokers: ['127.0.0.1:9'], clientId: 'plenum-test' };
    const options = {
      connection,
      topic,
      partitions: 4,
      replicationFactor: 1,
      retentionMs: 1,
      clock: new SystemClock(),
    };
    const opening = KafkaTelemetryBus.open({ ...options, log, seriesOf: seriesNumbered, resolveSeries: ids.resolve });
    await expect(opening).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('127.0.0.1:9'),
    });
  });
});
