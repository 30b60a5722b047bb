import { ErrorSum } from '../../domain/forecasting/error-sum.js';
import type { FittedForecaster } from '../../domain/forecasting/forecaster.js';
import { type EvenSeries, sliceOf } from '../../domain/forecasting/even-series.js';
import type { Scale } from '../../domain/forecasting/forecasters/network/window-set.js';
import type { Scores } from '../../domain/networks/model-card.js';

/** More forecasts than this, evenly chosen, change no digit that matters. */
const MOST_SCORED = 5_000;

/**
 * Scores forecasts of the rows from `from` to the end of the series, each over its series' spread. A step without a reading is
 * not scored.
 */
export function scoreForecaster(
  forecaster: FittedForecaster,
  series: readonly EvenSeries[],
  scales: readonly Scale[],
  { from, horizon }: { readonly from: number; readonly horizon: number },
): Scores {
  const origins = Math.max(0, (series[0]?.values.length ?? 0) - horizon - from + 1);
  const stride = Math.max(1, Math.ceil((series.length * origins) / MOST_SCORED));
  const sums = new ErrorSum();
  let count = 0;
  for (const [i, one] of series.entries()) {
    const deviation = scales[i]?.deviation ?? 1;
    for (let origin = from; origin < from + origins; origin += stride) {
      const expected = forecaster.forecast(sliceOf(one, 0, origin), horizon);
      expected.forEach((value, step) => sums.add((value - (one.values[origin + step] ?? NaN)) / deviation));
      count++;
    }
  }
  return { mse: sums.mse, mae: sums.mae, count };
}
