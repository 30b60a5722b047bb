import { TfjsModelRuntime } from '../../src/adapters/model-runtime/tfjs/tfjs-model-runtime.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { AlertedTimes } from '../../src/application/class-models/alerted-times.js';
import { ReadClassHistory } from '../../src/application/class-models/class-history.js';
import { ClassModelArchive } from '../../src/application/class-models/class-model-archive.js';
import { ClassModels } from '../../src/application/class-models/class-models.js';
import { TrainClassModel } from '../../src/application/class-models/train-class-model.js';
import { newAsset } from '../../src/domain/assets/asset.js';
import { SiteModel } from '../../src/domain/assets/site-model.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { Noise } from '../../src/domain/twin/noise.js';
import type { ManyPointsQuery, PointsOfSeries } from '../../src/ports/telemetry-store.js';
import { withSeries } from '../alerting/builders.js';
import { MemoryAlertLog, MemorySnapshots } from '../alerting/stand-ins.js';
import { builtModelWorker } from '../built-model-worker.js';

const minuteMs = 60_000;
const metricsOfKind = {
  crah: ['dc.crah.fan_speed', 'dc.crah.fan_power'],
  server: ['hw.host.power', 'hw.fan.speed'],
} as const;

/**
 * CRAHs and servers of which one metric follows the other, a reading a minute. The runtime of the models
 * is out of order: principal components stand in, at once.
 */
export class ClassHall {
  readonly registry = new SeriesRegistry();
  readonly log = new RecordingLog();
  readonly snapshots = new MemorySnapshots();
  readonly alertLog = new MemoryAlertLog();
  readonly site: SiteModel;
  readonly runtime = new TfjsModelRuntime('cpu', builtModelWorker);
  readonly archive = new ClassModelArchive(this.snapshots, this.runtime, this.log);
  /** The devices of each query. */
  readonly queries: (readonly string[])[] = [];
  /** When the devices began to report. */
  sinceMs = -Infinity;
  readonly #noise = new Noise(1, 'class hall');
  /** What a reading becomes, by device, metric and time; NaN and it was not read. */
  spoil: (assetId: string, metric: string, at: number, value: number) => number = (_id, _metric, _at, value) => value;

  constructor(devices: Readonly<Partial<Record<keyof typeof metricsOfKind, number>>>) {
    const counted = Object.entries(metricsOfKind).flatMap(([kind, metrics]) => {
      const count = kind === 'crah' ? devices.crah : devices.server;
      return Array.from({ length: count ?? 0 }, (_, i) => ({ id: `${kind}-${i + 1}`, kind, metrics }));
    });
    this.site = new SiteModel(counted.map(({ id, kind }) => newAsset({ id, kind, parentId: null })));
    for (const { id, metrics } of counted) withSeries(this.registry, id, metrics);
  }

  /** As after a start of the service. */
  async models(archive = this.archive): Promise<ClassModels> {
    await this.runtime.close();
    const trainer = new TrainClassModel(this.runtime, this.log);
    return new ClassModels(() => this.site, this.registry, { history: this.history, trainer, archive }, this.log);
  }

  get history(): ReadClassHistory {
    const store = { readManyPoints: (query: ManyPointsQuery) => this.#readManyPoints(query) };
    const notLearned = { excludes: () => false, alerted: new AlertedTimes(this.alertLog) };
    return new ReadClassHistory(store, this.registry, notLearned);
  }

  async *#readManyPoints({ seriesIds, fromMs, toMs }: ManyPointsQuery): AsyncGenerator<PointsOfSeries> {
    await Promise.resolve();
    const firstMs = Math.max(fromMs, this.sinceMs);
    const length = (toMs - firstMs) / minuteMs;
    this.queries.push([...new Set(seriesIds.map((id) => this.registry.byId(id)?.assetId ?? ''))]);
    const empty = new Float64Array(length);
    for (const seriesId of seriesIds) {
      const { assetId, metric } = this.registry.byId(seriesId)!;
      const phase = Number(assetId.split('-').at(-1));
      const at = empty.map((_, i) => firstMs + i * minuteMs);
      const value = at.map((each) => {
        const load = Math.sin(each / (30 * minuteMs) + phase);
        return this.spoil(assetId, metric, each, 300 + 200 * load + 2 * this.#noise.gaussian());
      });
      yield {
        seriesId,
        points: { at, value, score: empty, expected: empty, lower: empty, upper: empty, min: value, max: value },
      };
    }
  }
}
