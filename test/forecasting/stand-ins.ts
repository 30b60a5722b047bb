import { forecasters, isForecasterName } from '../../src/domain/forecasting/catalogue.js';
import type { EvenSeries } from '../../src/domain/forecasting/even-series.js';
import type { FitOptions } from '../../src/domain/forecasting/forecaster.js';
import type { LiveForecast } from '../../src/domain/forecasting/live/live-forecast.js';
import type { SavedForecaster } from '../../src/domain/forecasting/saved-forecaster.js';
import { type SeriesIdentity, seriesKey } from '../../src/domain/telemetry/series.js';
import { ForecasterFitting } from '../../src/ports/forecaster-fitting.js';
import { ForecastLog, type ForecastRetention } from '../../src/ports/forecast-log.js';

/** A forecast log in memory, for specs of what uses one; it runs the port's contract too. */
export class MemoryForecastLog extends ForecastLog {
  readonly #told = new Map<string, LiveForecast>();

  get all(): readonly LiveForecast[] {
    return [...this.#told.values()];
  }

  append(forecasts: readonly LiveForecast[]): Promise<void> {
    for (const forecast of forecasts) {
      const key = `${seriesKey(forecast.subject)} ${forecast.originMs}`;
      if (!this.#told.has(key)) this.#told.set(key, forecast);
    }
    return Promise.resolve();
  }

  asOf(subjects: readonly SeriesIdentity[], atMs: number): Promise<readonly LiveForecast[]> {
    const before = newestOf(this.all.filter(({ issuedAtMs }) => issuedAtMs <= atMs));
    return Promise.resolve(subjects.flatMap((subject) => before.get(seriesKey(subject)) ?? []));
  }

  latest(sinceMs: number): Promise<readonly LiveForecast[]> {
    return Promise.resolve([...newestOf(this.all.filter(({ issuedAtMs }) => issuedAtMs >= sinceMs)).values()]);
  }

  applyRetention({ allMs, thinnedToMs, longestMs }: ForecastRetention, nowMs: number): Promise<number> {
    const before = this.#told.size;
    for (const [key, { issuedAtMs, originMs }] of this.#told) {
      const ageMs = nowMs - issuedAtMs;
      if (ageMs > longestMs || (ageMs > allMs && originMs % thinnedToMs !== 0)) this.#told.delete(key);
    }
    return Promise.resolve(before - this.#told.size);
  }
}

function newestOf(forecasts: readonly LiveForecast[]): Map<string, LiveForecast> {
  const sorted = [...forecasts].sort((a, b) => a.originMs - b.originMs);
  return new Map(sorted.map((forecast) => [seriesKey(forecast.subject), forecast]));
}

/** Fits at once, in this thread. */
export class FitHere extends ForecasterFitting {
  fit(forecaster: string, training: readonly EvenSeries[], options: FitOptions): Promise<SavedForecaster> {
    if (!isForecasterName(forecaster)) return Promise.reject(new Error(`BUG: there is no forecaster ${forecaster}`));
    return Promise.resolve().then(() => forecasters[forecaster]().fit(training, options).save());
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
