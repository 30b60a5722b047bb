import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStateSnapshots } from '../../src/adapters/state-snapshots/file/file-state-snapshots.js';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { RecordingMetrics } from '../../src/adapters/system/recording-metrics.js';
import { DuckDbTelemetryStore } from '../../src/adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { ForecastCheckpoints } from '../../src/application/forecasting/forecast-checkpoints.js';
import { ForecastSeries } from '../../src/application/forecasting/forecast-series.js';
import { ForecastSubjects } from '../../src/application/forecasting/forecast-subjects.js';
import { HourlyHistories } from '../../src/application/forecasting/hourly-histories.js';
import { LatestForecasts } from '../../src/application/forecasting/latest-forecasts.js';
import { SharedModels } from '../../src/application/forecasting/shared-models.js';
import { TellForecasts } from '../../src/application/forecasting/tell-forecasts.js';
import { newAsset } from '../../src/domain/assets/asset.js';
import { SiteModel } from '../../src/domain/assets/site-model.js';
import { planIntervals } from '../../src/domain/forecasting/intervals/interval-plan.js';
import { ForecastBook } from '../../src/domain/forecasting/live/forecast-book.js';
import { TrackBook } from '../../src/domain/forecasting/live/track-book.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import type { ManyPointsQuery } from '../../src/ports/telemetry-store.js';
import { hourMs, monday } from './builders.js';
import { FitHere, MemoryForecastLog } from './stand-ins.js';

/** What a rack draws at noon and at night; each by its number a little differently. */
export function rackPowerW(rack: number, hour: number): number {
  const ofDay = Math.sin((2 * Math.PI * (hour - 6)) / 24);
  return 5000 + 400 * rack + 900 * ofDay + 60 * (((hour * 7919 + rack * 104_729) % 17) / 17 - 0.5);
}

/**
 * A row of racks whose power is forecast. The store is a real one in a folder of its own; the log of forecasts is in memory;
 * time goes on when told to, from a Monday, 00:00.
 */
export class ForecastingSite {
  readonly clock = new FakeClock(monday);
  readonly log = new RecordingLog();
  readonly forecastLog = new MemoryForecastLog();
  readonly registry = new SeriesRegistry();
  readonly fitting = new FitHere();
  /** Hours of history that each reading of the store asked for. */
  readonly hoursRead: number[] = [];
  latest = new LatestForecasts();
  #forecast: ForecastSeries;

  private constructor(
    private readonly dir: string,
    private readonly store: DuckDbTelemetryStore,
    private readonly racks: number,
  ) {
    for (let rack = 1; rack <= racks; rack++) this.#idOf(rack);
    this.#forecast = this.#build();
  }

  static async open(racks = 3): Promise<ForecastingSite> {
    const dir = await mkdtemp(join(tmpdir(), 'plenum-forecasting-'));
    const store = await DuckDbTelemetryStore.open({ dir: join(dir, 'telemetry'), clock: new FakeClock(monday) });
    return new ForecastingSite(dir, store, racks);
  }

  async close(): Promise<void> {
    await this.store.close();
    await rm(this.dir, { recursive: true });
  }

  /** Lets the racks report the hours from one up to another, counted from Monday, four times an hour. */
  async report(fromHour: number, toHour: number, among = (_rack: number): boolean => true): Promise<void> {
    const points = Array.from({ length: this.racks }, (_, i) => i + 1)
      .filter(among)
      .flatMap((rack) =>
        Array.from({ length: (toHour - fromHour) * 4 }, (_, quarter) => {
          const hour = fromHour + Math.floor(quarter / 4);
          const at = monday + fromHour * hourMs + (quarter * hourMs) / 4;
          return { seriesId: this.#idOf(rack), at, value: rackPowerW(rack, hour) };
        }),
      );
    await this.store.appendPoints(batchOf(points));
  }

  /** Two minutes and a bit after this hour has begun. */
  goTo(hour: number): void {
    this.clock.advance(monday + hour * hourMs + 130_000 - this.clock.now());
  }

  round(): Promise<void> {
    return this.#forecast.round(new AbortController().signal);
  }

  /** Each hour is reported, then forecast. */
  async live(fromHour: number, toHour: number): Promise<void> {
    for (let hour = fromHour; hour < toHour; hour++) {
      await this.report(hour, hour + 1);
      this.goTo(hour + 1);
      await this.round();
    }
  }

  /** As after a kill: what was in memory is gone. */
  async restart(): Promise<void> {
    this.latest = new LatestForecasts();
    this.#forecast = this.#build();
    await this.#forecast.resume();
  }

  #idOf(rack: number): number {
    const identity = { assetId: `rack-${rack}`, metric: 'dc.rack.power', component: '' };
    return this.registry.intern(identity, { unit: 'W', source: 'influx', simulated: false }).id;
  }

  #build(): ForecastSeries {
    const rackIds = Array.from({ length: this.racks }, (_, i) => `rack-${i + 1}`);
    const site = new SiteModel([
      newAsset({ id: 'dc', kind: 'site', parentId: null }),
      newAsset({ id: 'row-1', kind: 'row', parentId: 'dc' }),
      ...rackIds.map((id) => newAsset({ id, kind: 'rack', parentId: 'row-1' })),
    ]);
    const store = {
      readManyPoints: (query: ManyPointsQuery) => {
        this.hoursRead.push((query.toMs - query.fromMs) / hourMs);
        return this.store.readManyPoints(query);
      },
    };
    const { clock, log, registry } = this;
    const histories = new HourlyHistories(store, 1008);
    const tracks = new TrackBook(planIntervals(24, [0.8, 0.95]));
    const snapshots = new FileStateSnapshots(join(this.dir, 'state'));
    const models = new SharedModels(this.fitting, histories, 24, log);
    const outlet = {
      checkpoints: new ForecastCheckpoints(tracks, snapshots, log),
      tell: new TellForecasts(this.forecastLog, this.latest),
    };
    return new ForecastSeries(
      new ForecastSubjects(registry, () => site),
      histories,
      { models, book: new ForecastBook(tracks) },
      outlet,
      { clock, log, metrics: new RecordingMetrics() },
    );
  }
}
