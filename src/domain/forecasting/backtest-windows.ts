import { type EvenSeries, sliceOf } from './even-series.js';
import type { FittedForecaster } from './forecaster.js';

/** The error of forecasts over windows, so far. Steps whose truth is missing count nowhere. */
export class ErrorSum {
  #squares = 0;
  #magnitudes = 0;
  #steps = 0;

  add(forecast: Float64Array, truth: Float64Array): void {
    for (let step = 0; step < forecast.length; step++) {
      const error = (truth[step] ?? NaN) - (forecast[step] ?? NaN);
      if (Number.isNaN(error)) continue;
      this.#squares += error * error;
      this.#magnitudes += Math.abs(error);
      this.#steps += 1;
    }
  }

  /** Mean squared error; NaN if there was no truth. */
  get mse(): number {
    return this.#squares / this.#steps;
  }

  /** Mean absolute error; NaN if there was no truth. */
  get mae(): number {
    return this.#magnitudes / this.#steps;
  }
}

/** What a window's forecast is made from, and what came of it. */
export function windowAt(series: EvenSeries, origin: number, horizon: number): [EvenSeries, Float64Array] {
  return [sliceOf(series, 0, origin), series.values.subarray(origin, origin + horizon)];
}

/** Mean squared error over every `stride`-th origin whose future lies from `from` up to `to`. */
export function meanSquaredError(
  forecaster: FittedForecaster,
  series: readonly EvenSeries[],
  { from, to, horizon, stride }: { from: number; to: number; horizon: number; stride: number },
): number {
  const errors = new ErrorSum();
  for (const one of series) {
    for (let origin = from; origin + horizon <= Math.min(to, one.values.length); origin += stride) {
      const [history, truth] = windowAt(one, origin, horizon);
      if (history.values.some(Number.isFinite)) errors.add(forecaster.forecast(history, horizon), truth);
    }
  }
  return errors.mse;
}
