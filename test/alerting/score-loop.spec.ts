import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FileStateSnapshots } from '../../src/adapters/state-snapshots/file/file-state-snapshots.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { InProcessTelemetryBus } from '../../src/adapters/telemetry-bus/in-process/in-process-telemetry-bus.js';
import { DuckDbTelemetryStore } from '../../src/adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { buildLanes } from '../../src/app/build-lanes.js';
import { LatestScores } from '../../src/application/latest-scores.js';
import { LiveEvents } from '../../src/application/live-events.js';
import { RaiseAlerts } from '../../src/application/raise-alerts.js';
import { StoreScores } from '../../src/application/store-scores.js';
import { ScoreTelemetry } from '../../src/application/score-telemetry.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import { aRegistry, noon } from './builders.js';
import { MemoryAlertLog, RecordingLog, RecordingMetrics } from './stand-ins.js';

const stepMs = 10_000;
const healthy = 240;
const fanSpeed = (index: number) => (index < healthy ? 0.6 + 0.005 * Math.sin(index * 1.7) : 0);

/** Points `from` to `to` of a CRAH fan that stops at point 240, as they were measured and as they are published. */
const fan = (from: number, to: number) =>
  batchOf(
    Array.from({ length: to - from }, (_, index) => {
      return { seriesId: 1, at: noon + (from + index) * stepMs, value: fanSpeed(from + index) };
    }),
  );

/** Bus, store and snapshots are the real ones in a temporary folder; the alert log is in memory. */
describe('The score loop on real back ends', () => {
  let dir: string;
  let alertLog: MemoryAlertLog;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'plenum-score-'));
    alertLog = new MemoryAlertLog();
  });
  afterEach(() => rm(dir, { recursive: true }));

  /** A life of the process. `crash` drops it without saving, `stop` ends it as SIGTERM does. */
  async function live() {
    const clock = new SystemClock();
    const log = new RecordingLog();
    const metrics = new RecordingMetrics();
    const bus = await InProcessTelemetryBus.open({ dir: join(dir, 'bus'), groups: ['score'], clock, log });
    const store = await DuckDbTelemetryStore.open({ dir: join(dir, 'telemetry'), clock });
    const registry = aRegistry();
    const snapshots = new FileStateSnapshots(join(dir, 'state'));
    const raise = new RaiseAlerts(alertLog, new LiveEvents(), metrics, log);
    const kit = { clock, log, metrics };
    const sink = new StoreScores(store);
    const lanes = buildLanes({ kit, sink, snapshots, registry, raise, latest: new LatestScores(), partitions: 1 });
    const loop = new ScoreTelemetry(bus, lanes, { clock, log });
    await loop.start();
    const close = async () => {
      await bus.close();
      await store.close();
    };
    return {
      store,
      async feed(from: number, to: number) {
        await bus.publish(fan(from, to));
        while ((await store.stats()).scores !== to) await setImmediate();
      },
      async stop() {
        await loop.stop();
        await close();
      },
      async crash() {
        jest.spyOn(snapshots, 'save').mockRejectedValue(new Error('killed'));
        await close();
      },
    };
  }

  it('a stop, a crash in the middle of an episode and a restart: every score once, one alert', async () => {
    const first = await live();
    await first.feed(0, 200);
    await first.stop();
    const second = await live();
    await second.feed(200, healthy + 5);
    await second.crash();
    expect(alertLog.changes).toMatchObject([{ state: 'firing', startsAt: noon + healthy * stepMs }]);
    const third = await live();
    await third.feed(healthy + 5, healthy + 10);
    expect(alertLog.changes).toHaveLength(1);
    expect((await third.store.stats()).scores).toBe(healthy + 10);
    await third.stop();
  });
});
