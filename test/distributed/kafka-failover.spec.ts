import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { kafkaClient } from '../../src/adapters/kafka-client/kafka-connection.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { KafkaTelemetryBus } from '../../src/adapters/telemetry-bus/kafka/kafka-telemetry-bus.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import type { KafkaBroker } from '../servers/kafka-broker.js';
import { KafkaCluster } from '../servers/kafka.js';
import { GlobalIds, Inbox, seriesNumbered } from './kafka-bus-rig.js';

const topic = 'plenum.points';
const series = 60;
const lastOfAll = Number.MAX_SAFE_INTEGER;

/** Three real brokers. Publishing goes on while the one that leads most is killed as by a power cut. */
describe('the telemetry bus on three brokers', () => {
  let cluster: KafkaCluster;
  const opened: KafkaTelemetryBus[] = [];

  beforeAll(async () => {
    cluster = await KafkaCluster.start(3);
  });
  afterEach(async () => {
    for (const bus of opened.splice(0)) await bus.close();
  });
  afterAll(async () => {
    await cluster.stop();
  });

  const connection = () => ({ brokers: cluster.addresses, clientId: 'plenum-test' });
  const open = async (ids: GlobalIds) => {
    const bus = await KafkaTelemetryBus.open({
      connection: connection(),
      topic,
      partitions: 6,
      replicationFactor: 3,
      retentionMs: 3_600_000,
      clock: new SystemClock(),
      log: new RecordingLog(),
      seriesOf: seriesNumbered,
      resolveSeries: ids.resolve,
    });
    opened.push(bus);
    return bus;
  };
  /** The broker that leads the most partitions of the topic. */
  const busiestLeader = async (): Promise<KafkaBroker> => {
    const admin = kafkaClient(connection(), new RecordingLog()).admin();
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    await admin.disconnect();
    const leaders = topics[0]!.partitions.map(({ leader }) => leader);
    const led = (broker: KafkaBroker) => leaders.filter((leader) => leader === broker.nodeId).length;
    return [...cluster.brokers].sort((a, b) => led(b) - led(a))[0]!;
  };

  it('has every acknowledged point after the leader is killed under load, twice', async () => {
    const ids = new GlobalIds();
    const bus = await open(ids);
    const publish = (at: number) =>
      bus.publish(batchOf(Array.from({ length: series }, (_, i) => ({ seriesId: i + 1, at, value: i }))));
    const acknowledged = new Set<number>();
    let round = 0;
    let isLoaded = true;
    let longestMs = 0;
    const publisher = async () => {
      while (isLoaded) {
        const at = (round += 1);
        const startedMs = Date.now();
        await publish(at);
        longestMs = Math.max(longestMs, Date.now() - startedMs);
        acknowledged.add(at);
      }
    };
    const publishers = Array.from({ length: 20 }, () => publisher());
    const reaches = async (count: number) => {
      const untilMs = Date.now() + 60_000;
      while (acknowledged.size < count && Date.now() < untilMs) await new Promise((go) => setTimeout(go, 20));
      expect(acknowledged.size).toBeGreaterThanOrEqual(count);
    };
    await reaches(300);
    for (const _ of ['once', 'twice']) {
      const leader = await busiestLeader();
      await leader.kill();
      await reaches(acknowledged.size + 500);
      await leader.start();
      await reaches(acknowledged.size + 300);
    }
    isLoaded = false;
    await Promise.all(publishers);
    // Comes after everything else in every partition that has any of the series.
    await publish(lastOfAll);

    const inbox = new Inbox();
    const consumption = await (await open(ids)).consume('check', inbox, { maxPoints: 10_000 });
    const expected = acknowledged.size * series;
    await inbox.until(() => (inbox.countAt.get(lastOfAll) ?? 0) >= series);
    await consumption.stop();
    const found = new Set(inbox.rows.map(({ seriesId, at }) => `${ids.nameOf(seriesId)!}@${at}`));
    const lost = [...acknowledged].flatMap((at) =>
      Array.from({ length: series }, (_, i) => `srv-${i + 1}@${at}`).filter((key) => !found.has(key)),
    );
    console.log(
      `${expected} points acknowledged, longest wait ${longestMs} ms, ${inbox.rows.length - found.size} repeated`,
    );
    expect(lost).toEqual([]);
  });
});
