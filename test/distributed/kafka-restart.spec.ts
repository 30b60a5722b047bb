import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { KafkaTelemetryBus } from '../../src/adapters/telemetry-bus/kafka/kafka-telemetry-bus.js';
import { DomainError } from '../../src/domain/errors.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import { KafkaCluster } from '../servers/kafka.js';
import { GlobalIds, Inbox, seriesNumbered } from './kafka-bus-rig.js';

const series = 30;

/** One real broker, killed and started again while points go in and out. */
describe('the telemetry bus while its only broker is away', () => {
  let cluster: KafkaCluster;
  const opened: KafkaTelemetryBus[] = [];

  beforeAll(async () => {
    cluster = await KafkaCluster.start();
  });
  afterEach(async () => {
    for (const bus of opened.splice(0)) await bus.close();
  });
  afterAll(async () => {
    await cluster.stop();
  });

  const open = async (topic: string, ids: GlobalIds, maxWaitingBytes?: number) => {
    const bus = await KafkaTelemetryBus.open({
      connection: { brokers: cluster.addresses, clientId: 'plenum-test' },
      topic,
      partitions: 4,
      replicationFactor: 1,
      retentionMs: 3_600_000,
      clock: new SystemClock(),
      log: new RecordingLog(),
      seriesOf: seriesNumbered,
      resolveSeries: ids.resolve,
      ...(maxWaitingBytes !== undefined && { maxWaitingBytes }),
    });
    opened.push(bus);
    return bus;
  };
  const round = (at: number) => batchOf(Array.from({ length: series }, (_, i) => ({ seriesId: i + 1, at, value: i })));
  const broker = () => cluster.brokers[0]!;

  it('goes on when the broker is back: all acknowledged points are delivered, and committed positions hold', async () => {
    const ids = new GlobalIds();
    const bus = await open('restart', ids);
    const inbox = new Inbox();
    inbox.commitTo = (partition, offset) => bus.commit('store', partition, offset);
    const consumption = await bus.consume('store', inbox, { maxPoints: 1_000 });
    const acknowledged: number[] = [];
    let isOn = true;
    let at = 0;
    const publisher = async () => {
      while (isOn) {
        const mine = (at += 1);
        await bus.publish(round(mine));
        acknowledged.push(mine);
      }
    };
    const publishers = Array.from({ length: 4 }, () => publisher());
    for (let life = 0; life < 2; life += 1) {
      const before = acknowledged.length;
      await inbox.until(() => acknowledged.length > before + 100);
      await broker().kill();
      await broker().start();
    }
    const before = acknowledged.length;
    await inbox.until(() => acknowledged.length > before + 100);
    isOn = false;
    await Promise.all(publishers);
    await inbox.until(() => acknowledged.every((mine) => (inbox.countAt.get(mine) ?? 0) >= series));
    await inbox.until(() => bus.lag('store').points === 0);
    await consumption.stop();

    await bus.publish(round(at + 1));
    const after = new Inbox();
    await (await open('restart', ids)).consume('store', after, { maxPoints: 1_000 });
    await after.points(series);
    expect(new Set(after.rows.map((row) => row.at))).toEqual(new Set([at + 1]));
  });

  it('refuses points beyond the bound of those that wait, and takes them again later', async () => {
    const bus = await open('bound', new GlobalIds(), 100_000);
    await bus.publish(round(1));
    await broker().kill();
    const waiting: Promise<unknown>[] = [];
    let refusal: unknown;
    for (let at = 2; refusal === undefined && at < 2_000; at += 1) {
      const publishing = bus.publish(round(at)).catch((error: unknown) => {
        refusal ??= error;
      });
      waiting.push(publishing);
      await Promise.resolve();
    }
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({ code: 'overloaded', retriable: true });
    await broker().start();
    await Promise.all(waiting);
    await bus.publish(round(3_000));
  });
});
