import { ExplainNoForecast } from '../application/forecasting/explain-no-forecast.js';
import { ForecastCheckpoints } from '../application/forecasting/forecast-checkpoints.js';
import { ForecastLoop } from '../application/forecasting/forecast-loop.js';
import { ForecastSeries } from '../application/forecasting/forecast-series.js';
import { ForecastSubjects } from '../application/forecasting/forecast-subjects.js';
import { HourlyHistories } from '../application/forecasting/hourly-histories.js';
import type { LatestForecasts } from '../application/forecasting/latest-forecasts.js';
import { QueryForecasts } from '../application/forecasting/query-forecasts.js';
import { SharedModels } from '../application/forecasting/shared-models.js';
import { TellForecasts } from '../application/forecasting/tell-forecasts.js';
import type { Reporting } from '../application/store-telemetry.js';
import type { SiteModel } from '../domain/assets/site-model.js';
import { planIntervals } from '../domain/forecasting/intervals/interval-plan.js';
import { ForecastBook } from '../domain/forecasting/live/forecast-book.js';
import { HOUR_MS } from '../domain/forecasting/live/hourly-history.js';
import { TrackBook } from '../domain/forecasting/live/track-book.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { ForecasterFitting } from '../ports/forecaster-fitting.js';
import type { ForecastFeed } from '../ports/forecast-feed.js';
import type { ForecastLog } from '../ports/forecast-log.js';
import type { Loop } from '../ports/loop.js';
import type { StateSnapshots } from '../ports/state-snapshots.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';

export interface ForecastingParts {
  readonly kit: Reporting;
  readonly store: TelemetryStore;
  readonly forecastLog: ForecastLog;
  /** With the ids of what is stored. */
  readonly registry: SeriesRegistry;
  readonly model: () => SiteModel;
  readonly latest: LatestForecasts;
  /** Registers what other processes have brought up since; absent where there are none. */
  readonly loadSeries?: () => Promise<void>;
  readonly snapshots: StateSnapshots;
  readonly fitting: ForecasterFitting;
  /** Absent in embedded mode, which has no topics. */
  readonly feed?: ForecastFeed;
  readonly config: { readonly horizonHours: number; readonly levels: readonly number[]; readonly retentionMs: number };
}

/** What forecasters learn from: six weeks show what weekdays are like. */
const historyHours = 6 * 7 * 24;

/** Forecasts of three days are all kept, of older ones those of every sixth hour. */
const thinning = { allMs: 72 * HOUR_MS, thinnedToMs: 6 * HOUR_MS };

/** Makes the loop that forecasts: once in embedded mode, for each term of the lease in distributed mode. */
export function forecastingMaker(parts: ForecastingParts): () => Loop {
  const { kit, forecastLog, config } = parts;
  const kept = { log: forecastLog, retention: { ...thinning, longestMs: config.retentionMs } };
  return () => new ForecastLoop(makeForecastSeries(parts), kept, kit.clock, kit.log);
}

/** What forecasts, hour by hour. */
export function makeForecastSeries(parts: ForecastingParts): ForecastSeries {
  const { kit, store, snapshots, fitting, feed, forecastLog, registry, model, latest, config, loadSeries } = parts;
  const histories = new HourlyHistories(store, historyHours);
  const tracks = new TrackBook(planIntervals(config.horizonHours, config.levels));
  return new ForecastSeries(
    new ForecastSubjects(registry, model, loadSeries),
    histories,
    { models: new SharedModels(fitting, histories, config.horizonHours, kit.log), book: new ForecastBook(tracks) },
    {
      checkpoints: new ForecastCheckpoints(tracks, snapshots, kit.log),
      tell: new TellForecasts(forecastLog, latest, feed),
    },
    kit,
  );
}

/** What REST shows of forecasts. */
export function buildForecastReading(
  parts: Omit<ForecastingParts, 'config' | 'snapshots' | 'fitting' | 'feed'>,
): QueryForecasts {
  const { kit, store, forecastLog: log, registry, model, latest } = parts;
  const explain = new ExplainNoForecast(registry, store, kit.clock);
  return new QueryForecasts(registry, model, { latest, log }, explain, kit.clock);
}
