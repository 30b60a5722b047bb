import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { KafkaTelemetryBus } from '../../src/adapters/telemetry-bus/kafka/kafka-telemetry-bus.js';
import { buildLanes } from '../../src/app/build-lanes.js';
import { LatestScores } from '../../src/application/latest-scores.js';
import { LiveEvents } from '../../src/application/live-events.js';
import { RaiseAlerts } from '../../src/application/raise-alerts.js';
import { ScoreTelemetry } from '../../src/application/score-telemetry.js';
import { StoreScores } from '../../src/application/store-scores.js';
import { WatchSilence } from '../../src/application/watch-silence.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import { partitionOfAsset } from '../../src/domain/telemetry/partition-of-asset.js';
import { noon } from '../alerting/builders.js';
import { MemoryScoreStore } from '../alerting/score-stand-ins.js';
import { MemoryAlertLog, MemorySnapshots, RecordingMetrics } from '../alerting/stand-ins.js';
import { eventually } from '../e2e/plenum-process.js';
import { KafkaCluster } from '../servers/kafka.js';
import { seriesNumbered } from './kafka-bus-rig.js';

const stepMs = 10_000;
const devices = [1, 2, 3, 4];
const partitions = 2;
const partitionOf = (id: number) => partitionOfAsset(seriesNumbered(id).assetId, partitions);

/** Real: the broker, the bus and the whole of scoring. Fake: the clock, so that hours pass in seconds; records and store are in memory. */
describe('watching for silence through a Kafka that is out of reach', () => {
  let cluster: KafkaCluster;
  let bus: KafkaTelemetryBus;
  let scoring: ScoreTelemetry;
  let watch: WatchSilence;
  const clock = new FakeClock(noon);
  const alertLog = new MemoryAlertLog();
  const latest = new LatestScores();

  beforeAll(async () => {
    cluster = await KafkaCluster.start();
    const log = new RecordingLog();
    const metrics = new RecordingMetrics();
    const registry = new SeriesRegistry();
    bus = await KafkaTelemetryBus.open({
      connection: { brokers: cluster.addresses, clientId: 'plenum-test' },
      topic: 'silence',
      partitions,
      replicationFactor: 1,
      retentionMs: 3_600_000,
      clock,
      log,
      seriesOf: seriesNumbered,
      resolveSeries: (series) => {
        const known = series.map((one) => seriesNumbered(Number(one.assetId.slice('srv-'.length))));
        registry.load(known);
        return Promise.resolve(known);
      },
    });
    const raise = new RaiseAlerts(alertLog, new LiveEvents(), metrics, log);
    const sink = new StoreScores(new MemoryScoreStore(false));
    const kit = { clock, log, metrics };
    const snapshots = new MemorySnapshots();
    const lanes = buildLanes({ kit, sink, snapshots, registry, raise, latest, partitions });
    scoring = new ScoreTelemetry(bus, lanes, { clock, log });
    watch = new WatchSilence(lanes, bus, raise, clock, log);
    await scoring.start();
  });
  afterAll(async () => {
    cluster.brokers[0]!.goOn();
    await scoring.stop();
    await bus.close();
    await cluster.stop();
  });

  const publish = (reporting: readonly number[]) =>
    bus.publish(batchOf(reporting.map((seriesId) => ({ seriesId, at: clock.now(), value: 20 }))));
  /**
   * What is published must have been handled before the next check, as it is in the seconds between two in real time. Time
   * goes on meanwhile: the bus asks by the clock how far behind it is, and may have asked too early.
   */
  const handled = (reporting: readonly number[]) => {
    const publishedAt = clock.now();
    const isHandled = (id: number) => latest.of(id)?.at === publishedAt && bus.behindMs('score', partitionOf(id)) === 0;
    const ask = () => {
      if (reporting.every(isHandled)) return true;
      clock.advance(500);
      return false;
    };
    return eventually(() => Promise.resolve(ask()), Boolean);
  };
  const pass = async (steps: number, reporting: readonly number[]) => {
    for (let step = 0; step < steps; step += 1) {
      clock.advance(stepMs);
      await publish(reporting);
      await handled(reporting);
      await watch.check();
    }
  };

  it('says nothing of devices during hours of outage, nor while what they sent meanwhile is read', async () => {
    await pass(20, devices);
    cluster.brokers[0]!.halt();
    for (let step = 0; step < 360; step += 1) {
      clock.advance(stepMs);
      await setImmediate();
      await watch.check();
    }
    cluster.brokers[0]!.goOn();
    await pass(20, devices);
    expect(alertLog.changes).toEqual([]);
  });

  it('tells of the device that falls silent afterwards', async () => {
    await pass(20, devices.slice(1));
    expect(alertLog.changes).toEqual([expect.objectContaining({ kind: 'silent', assetId: 'srv-1', state: 'firing' })]);
  });
});
