import { join } from 'node:path';
import { FileStateSnapshots } from '../../src/adapters/state-snapshots/file/file-state-snapshots.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { RecordingMetrics } from '../../src/adapters/system/recording-metrics.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { InProcessTelemetryBus } from '../../src/adapters/telemetry-bus/in-process/in-process-telemetry-bus.js';
import { buildLanes } from '../../src/app/build-lanes.js';
import { rewindPointsOf } from '../../src/app/rewind-points.js';
import { LatestScores } from '../../src/application/latest-scores.js';
import { LiveEvents } from '../../src/application/live-events.js';
import { RaiseAlerts } from '../../src/application/raise-alerts.js';
import { ScoreTelemetry } from '../../src/application/score-telemetry.js';
import { StoreScores } from '../../src/application/store-scores.js';
import { StoreTelemetry, storeTelemetryDefaults } from '../../src/application/store-telemetry.js';
import type { MemoryAlertLog } from '../alerting/stand-ins.js';
import type { InfluxTestServer } from '../servers/influx.js';
import { fleet, openStore, registryOf } from './influx-stores.js';

export const pipelineSeries = 40;

interface PipelineParts {
  readonly server: InfluxTestServer;
  /** Folder of what outlives a process: the bus and the state of scoring. */
  readonly dir: string;
  readonly bucket: string;
  readonly alertLog: MemoryAlertLog;
}

/** Roles `store` and `score` on a real InfluxDB, bus and snapshots in a folder; the alert log is in memory. */
export async function startPipeline({ server, dir, bucket, alertLog }: PipelineParts) {
  const kit = { clock: new SystemClock(), log: new RecordingLog(), metrics: new RecordingMetrics() };
  const registry = registryOf(fleet(pipelineSeries));
  const { store } = await openStore(server, registry, { bucket, watchEveryMs: 50, giveUpAfterMs: 500 });
  const snapshots = new FileStateSnapshots(join(dir, 'snapshots'));
  const groups = ['store', 'score'];
  const bus = await InProcessTelemetryBus.open({ dir: join(dir, 'bus'), groups, clock: kit.clock, log: kit.log });
  const latest = new LatestScores();
  const live = new LiveEvents();
  const raise = new RaiseAlerts(alertLog, live, kit.metrics, kit.log);
  const sink = new StoreScores(store);
  const rewindPointOf = rewindPointsOf('score', { store, snapshots, kit });
  const { partitions } = bus;
  const lanes = buildLanes({ kit, sink, snapshots, registry, raise, latest, rewindPointOf, partitions });
  const rewindPoints = rewindPointsOf('store', { store, snapshots, kit });
  const loops = [
    new StoreTelemetry(bus, store, kit, { ...storeTelemetryDefaults, flushAfterMs: 5 }, rewindPoints),
    new ScoreTelemetry(bus, lanes, kit, store.runs),
  ];
  for (const loop of loops) await loop.start();
  return {
    bus,
    store,
    log: kit.log,
    live,
    async stop(): Promise<void> {
      for (const loop of loops) await loop.stop();
      await bus.close();
      await store.close();
    },
  };
}
