import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TfjsModelRuntime } from '../../src/adapters/model-runtime/tfjs/tfjs-model-runtime.js';
import { FileStateSnapshots } from '../../src/adapters/state-snapshots/file/file-state-snapshots.js';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { DuckDbTelemetryStore } from '../../src/adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { ReadClassHistory } from '../../src/application/class-models/class-history.js';
import { ClassModelArchive } from '../../src/application/class-models/class-model-archive.js';
import { ClassModels } from '../../src/application/class-models/class-models.js';
import { TrainClassModel } from '../../src/application/class-models/train-class-model.js';
import { WatchClasses } from '../../src/application/class-models/watch-classes.js';
import { AlertBook } from '../../src/domain/alerting/alert-book.js';
import type { Alert } from '../../src/domain/alerting/alert.js';
import { SeriesWatch } from '../../src/domain/alerting/series-watch.js';
import { SimulatedTime } from '../../src/domain/alerting/simulated-time.js';
import { DetectorBank } from '../../src/domain/detection/detector-bank.js';
import { metricCatalogue } from '../../src/domain/telemetry/metric-catalogue.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { ReportingIntervals } from '../../src/domain/telemetry/silence.js';
import { BatchBuilder, type TelemetryBatch } from '../../src/domain/telemetry/telemetry-batch.js';
import { Twin } from '../../src/domain/twin/twin.js';
import { demoSite } from '../builders/twin.js';
import { builtModelWorker } from '../built-model-worker.js';

const site = demoSite();
const minuteMs = 60_000;
/** What many exporters leave out; either would tell of throttling alone. */
const unreported: readonly string[] = ['hw.gpu.speed', 'hw.gpu.temperature'];

/** Real: twin, telemetry store, training in the worker, detectors, alert rules. All times are simulated. */
class GpuHall {
  readonly twin = new Twin(site, { seed: 21, startMs: Date.UTC(2026, 3, 15, 4) });
  readonly named = new Map<string, readonly string[]>();
  readonly models: ClassModels;
  readonly #watchClasses: WatchClasses;
  readonly #registry = new SeriesRegistry();
  readonly #watch: SeriesWatch;
  readonly #sensors: readonly { readonly index: number; readonly seriesId: number }[];
  readonly #values: Float64Array;
  readonly #alerts: Alert[] = [];

  constructor(
    private readonly store: DuckDbTelemetryStore,
    archive: ClassModelArchive,
    trainer: TrainClassModel,
  ) {
    const registry = this.#registry;
    const history = new ReadClassHistory(store, registry);
    this.models = new ClassModels(() => site.model, registry, { history, trainer, archive }, new RecordingLog());
    this.#watchClasses = new WatchClasses(this.models, history, {
      registry,
      ingest: { acceptBatch: (batch) => this.#take(batch) },
      onDeviation: (assetId, _at, { metrics }) => void this.named.set(assetId, metrics),
    });
    const simulated = new SimulatedTime(registry);
    this.#watch = new SeriesWatch(
      new DetectorBank(registry),
      new AlertBook(registry),
      new ReportingIntervals(),
      simulated,
    );
    const gpuServers = new Set(
      this.twin.sensors.filter(({ metric }) => metric === 'hw.gpu.power').map((s) => s.assetId),
    );
    this.#sensors = this.twin.sensors.flatMap(({ assetId, metric, component }, index) => {
      if (!gpuServers.has(assetId) || unreported.includes(metric)) return [];
      const origin = { unit: metricCatalogue[metric].unit, source: 'twin', simulated: true };
      return [{ index, seriesId: registry.intern({ assetId, metric, component }, origin).id }];
    });
    this.#values = new Float64Array(this.twin.sensors.length);
  }

  /** The history of a first start, a reading a minute. */
  async backfill(hours: number): Promise<void> {
    for (let hour = 0; hour < hours; hour++) {
      const batch = new BatchBuilder();
      for (let minute = 0; minute < 60; minute++) {
        this.twin.step(60);
        this.#readInto(batch);
      }
      await this.#take(batch.build());
    }
  }

  /** Lives on in steps of ten seconds; each minute the classes are judged. Answers the alerts that fired. */
  async live(minutes: number): Promise<readonly Alert[]> {
    this.#alerts.length = 0;
    for (let minute = 0; minute < minutes; minute++) {
      for (let second = 0; second < 60; second += 10) {
        this.twin.step(10);
        const batch = new BatchBuilder();
        this.#readInto(batch);
        await this.#take(batch.build());
      }
      await this.#watchClasses.judge(this.twin.now + minuteMs / 2);
    }
    return this.#alerts.filter(({ state }) => state === 'firing');
  }

  #readInto(batch: BatchBuilder): void {
    this.twin.read(this.#values);
    for (const { index, seriesId } of this.#sensors) batch.push(seriesId, this.twin.now, this.#values[index] ?? NaN);
  }

  async #take(batch: TelemetryBatch): Promise<void> {
    await this.store.appendPoints(batch);
    this.#alerts.push(...this.#watch.judge(batch).alerts);
  }
}

describe('A hall of GPU servers that knows how they usually behave', () => {
  const struck = 'hall-1-rack-06-server-01';
  let dir: string;
  let store: DuckDbTelemetryStore;
  let runtime: TfjsModelRuntime;
  let hall: GpuHall;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'plenum-gpu-hall-'));
    store = await DuckDbTelemetryStore.open({ dir: join(dir, 'store'), clock: new FakeClock() });
    runtime = new TfjsModelRuntime('wasm', builtModelWorker);
    const log = new RecordingLog();
    const archive = new ClassModelArchive(new FileStateSnapshots(join(dir, 'state')), runtime, log);
    hall = new GpuHall(store, archive, new TrainClassModel(runtime, log));
    await hall.backfill(26);
    await hall.models.renew(hall.twin.now, new AbortController().signal);
  }, 300_000);
  afterAll(async () => {
    await runtime.close();
    await store.close();
    await rm(dir, { recursive: true });
  });

  it('has one model for all of them, and no alert of it while they are well', async () => {
    expect(hall.models.usable().map(({ model, assetIds }) => [model.card.className, assetIds.length])).toEqual([
      ['gpu', 16],
    ]);
    const alerts = await hall.live(60);
    expect(alerts.filter(({ metric }) => metric === 'dc.device.joint_deviation')).toEqual([]);
  }, 120_000);

  it('hears of GPUs that throttle, though neither clock nor temperature is reported and nothing leaves its own band', async () => {
    hall.named.clear();
    hall.twin.inject({ kind: 'gpu-throttling', asset: struck, magnitude: 4 });
    const alerts = await hall.live(30);
    const onStruck = alerts.filter(({ assetId }) => assetId === struck).map(({ metric }) => metric);
    expect(new Set(onStruck)).toEqual(new Set(['dc.device.joint_deviation']));
    const unlike = alerts.filter(({ metric }) => metric === 'dc.device.joint_deviation').map(({ assetId }) => assetId);
    expect(new Set(unlike)).toEqual(new Set([struck]));
    expect(hall.named.get(struck)?.some((metric) => metric.startsWith('hw.gpu.'))).toBe(true);
  }, 120_000);
});
