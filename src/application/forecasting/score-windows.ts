import { windowAt } from '../../domain/forecasting/backtest-windows.js';
import { ErrorSum } from '../../domain/forecasting/error-sum.js';
import type { EvenSeries } from '../../domain/forecasting/even-series.js';
import type { Forecast } from '../../domain/forecasting/forecast.js';
import type { FittedForecaster } from '../../domain/forecasting/forecaster.js';
import { ConformalIntervals } from '../../domain/forecasting/intervals/conformal-intervals.js';
import { planIntervals } from '../../domain/forecasting/intervals/interval-plan.js';

export interface WindowRange {
  /** Intervals learn from forecasts made from here on. */
  readonly warmUpFrom: number;
  /** Origins of the windows that are scored: all whose future lies between these rows. */
  readonly from: number;
  readonly to: number;
}

/** How the windows of one horizon turned out, over all series. */
export class WindowScore {
  readonly errors = new ErrorSum();
  windows = 0;
  readonly #inside: Float64Array;
  readonly #widths: Float64Array;
  #banded = 0;

  constructor(readonly levels: readonly number[]) {
    this.#inside = new Float64Array(levels.length);
    this.#widths = new Float64Array(levels.length);
  }

  add({ mean, bands }: Forecast, truth: Float64Array): void {
    this.windows += 1;
    this.errors.addWindow(mean, truth);
    if (bands.length === 0) return;
    for (const [step, value] of truth.entries()) {
      if (Number.isNaN(value)) continue;
      this.#banded += 1;
      for (const [i, { lower, upper }] of bands.entries()) {
        const [low, high] = [lower[step] ?? NaN, upper[step] ?? NaN];
        if (low <= value && value <= high) this.#inside[i] = (this.#inside[i] ?? 0) + 1;
        this.#widths[i] = (this.#widths[i] ?? 0) + high - low;
      }
    }
  }

  /** The share of truths inside the band, by level; undefined where there were no bands. */
  get coverage(): Readonly<Record<string, number>> | undefined {
    return this.#byLevel(this.#inside);
  }

  /** The mean width of the band, by level. */
  get width(): Readonly<Record<string, number>> | undefined {
    return this.#byLevel(this.#widths);
  }

  #byLevel(sums: Float64Array): Readonly<Record<string, number>> | undefined {
    if (this.#banded === 0) return undefined;
    return Object.fromEntries(this.levels.map((level, i) => [String(level), (sums[i] ?? 0) / this.#banded]));
  }
}

/** Which forecaster is scored, and which one teaches the intervals before. */
export interface ScoredForecaster {
  readonly forecaster: FittedForecaster;
  /** One of the same kind that has not learned from the rows before the range, so that its errors there are not too small. */
  readonly warmUp: FittedForecaster;
}

/**
 * Forecasts one series at each origin in turn, as it would have been done live: bands rest on truths that had arrived by
 * then. What lies in the range is added to the score and handed to `onForecast`.
 */
export async function scoreWindows(
  { forecaster, warmUp }: ScoredForecaster,
  series: EvenSeries,
  horizon: number,
  { warmUpFrom, from, to }: WindowRange,
  {
    score,
    onForecast,
  }: { score: WindowScore; onForecast: (origin: number, mean: Float64Array) => Promise<void> | void },
): Promise<void> {
  const intervals = new ConformalIntervals(planIntervals(horizon, score.levels));
  for (
    let origin = Math.max(warmUpFrom, forecaster.leastHistory, warmUp.leastHistory);
    origin + horizon <= to;
    origin++
  ) {
    const [history, truth] = windowAt(series, origin, horizon);
    intervals.arrive(origin - 1, history.values.at(-1) ?? NaN);
    if (!history.values.some(Number.isFinite)) continue;
    const means = (origin < from ? warmUp : forecaster).forecast(history, horizon);
    const forecast = intervals.issue(origin - 1, means);
    if (origin < from) continue;
    score.add(forecast, truth);
    await onForecast(origin, forecast.mean);
  }
}
