import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkerThreadFitting } from '../../src/adapters/forecaster-fitting/worker-thread/worker-thread-fitting.js';
import { EmbeddedRecords } from '../../src/adapters/records/embedded/embedded-records.js';
import { PostgresForecastLog } from '../../src/adapters/records/postgres/postgres-forecast-log.js';
import { FileStateSnapshots } from '../../src/adapters/state-snapshots/file/file-state-snapshots.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { RecordingMetrics } from '../../src/adapters/system/recording-metrics.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { DuckDbTelemetryStore } from '../../src/adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { LatestForecasts } from '../../src/application/forecasting/latest-forecasts.js';
import { makeForecastSeries } from '../../src/app/build-forecasting.js';
import { builtFittingWorker } from '../../test/built-fitting-worker.js';
import { HOUR_MS, LargeFleet } from './large-fleet.js';

const historyHours = 42 * 24;
const hoursAtOnce = 24;
const settledMs = 130_000;

export interface RoundFigures {
  readonly subjects: number;
  /** Reading six weeks, fitting, looking back, forecasting, recording. */
  readonly firstSeconds: number;
  /** Of the hours after: the slowest. Wall time, in which the round rests half of the time. */
  readonly hourSeconds: number;
  /** CPU time of this process in it. */
  readonly hourCpuSeconds: number;
  readonly memoryMb: number;
}

/** The machine's clock, set to another hour. */
class ShiftedClock extends SystemClock {
  aheadMs = 0;

  override now(): number {
    return Date.now() + this.aheadMs;
  }
}

/** Forecasts a fleet hour by hour, on the back ends of embedded mode. */
export async function measureRounds(series: number, hours: number): Promise<RoundFigures> {
  const dir = await mkdtemp(join(tmpdir(), 'plenum-bench-forecast-'));
  const clock = new ShiftedClock();
  const store = await DuckDbTelemetryStore.open({ dir: join(dir, 'telemetry'), clock });
  const records = await EmbeddedRecords.open(dir);
  const fitting = new WorkerThreadFitting(builtFittingWorker);
  try {
    const fleet = new LargeFleet(series);
    const now = Math.floor(Date.now() / HOUR_MS);
    for (let hour = now - historyHours; hour < now; hour += hoursAtOnce) {
      await store.appendPoints(fleet.hours(hour, Math.min(now, hour + hoursAtOnce)));
    }
    await store.rollUp();
    const latest = new LatestForecasts();
    const forecast = makeForecastSeries({
      kit: { clock, log: new RecordingLog(), metrics: new RecordingMetrics() },
      store,
      snapshots: new FileStateSnapshots(join(dir, 'state')),
      fitting,
      forecastLog: new PostgresForecastLog(records.database),
      registry: fleet.registry,
      model: () => fleet.site,
      latest,
      config: { horizonHours: 24, levels: [0.8, 0.95], retentionMs: 30 * 24 * HOUR_MS },
    });
    const { signal } = new AbortController();
    const roundAt = async (hour: number) => {
      clock.aheadMs = hour * HOUR_MS + settledMs - Date.now();
      const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
      await forecast.round(signal);
      const { user, system } = process.cpuUsage(cpu);
      return { seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6 };
    };
    const first = await roundAt(now);
    const later: Awaited<ReturnType<typeof roundAt>>[] = [];
    for (let hour = now; hour < now + hours; hour++) {
      await store.appendPoints(fleet.hours(hour, hour + 1));
      later.push(await roundAt(hour + 1));
    }
    return {
      subjects: [...latest.all()].length,
      firstSeconds: first.seconds,
      hourSeconds: Math.max(...later.map(({ seconds }) => seconds)),
      hourCpuSeconds: Math.max(...later.map(({ cpuSeconds }) => cpuSeconds)),
      memoryMb: process.memoryUsage().rss / 2 ** 20,
    };
  } finally {
    await fitting.close();
    await store.close();
    await records.close();
    await rm(dir, { recursive: true, force: true });
  }
}
