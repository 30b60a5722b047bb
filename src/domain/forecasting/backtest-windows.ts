import { ErrorSum } from './error-sum.js';
import { type EvenSeries, sliceOf } from './even-series.js';
import type { FittedForecaster } from './forecaster.js';

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
      if (history.values.some(Number.isFinite)) errors.addWindow(forecaster.forecast(history, horizon), truth);
    }
  }
  return errors.mse;
}
