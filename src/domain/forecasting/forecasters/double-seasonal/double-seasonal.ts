import { tooShort } from '../../ask.js';
import { windowAt } from '../../backtest-windows.js';
import { ErrorSum } from '../../error-sum.js';
import { evenlyScaled } from '../../even-scale.js';
import type { EvenSeries } from '../../even-series.js';
import { type FittedForecaster, Forecaster, type FitOptions } from '../../forecaster.js';
import { rollingFolds } from '../../rolling-folds.js';
import { type SavedForecaster, SavedReader } from '../../saved-forecaster.js';
import { calendarSeasons } from '../../season.js';
import { trainingOf } from '../../training.js';
import { FittedDoubleSeasonal, lookbackOf, NAME } from './fitted-double-seasonal.js';
import { smooth, type SmoothingRates } from './smoothing.js';

/** Slow, medium and quick; finer steps make no difference that holds. */
const LEVEL_RATES = [0.01, 0.05, 0.2];
const SEASON_RATES = [0.05, 0.2];
const MEMORIES = [0, 0.8, 0.95];
/** Origins tried a fold and series: a prime number, so that they fall on all hours of the day. */
const ORIGINS = 23;

/**
 * Exponential smoothing with a daily and a weekly season. The rates are shared by all series, and chosen for each horizon by
 * rolling folds: those whose forecasts over that horizon were best.
 */
export class DoubleSeasonal extends Forecaster {
  fit(training: readonly EvenSeries[], options: FitOptions): FittedForecaster {
    const shared = trainingOf(training, options);
    const { stepMs, horizons, longestHorizon } = shared;
    const rows = Math.max(...training.map(({ values }) => values.length));
    const seasons = calendarSeasons(stepMs).filter((season) => 2 * season <= rows);
    const longest = seasons.at(-1);
    if (longest === undefined) {
      throw tooShort('the training', rows, 2 * (calendarSeasons(stepMs)[0] ?? longestHorizon));
    }
    const series = evenlyScaled(shared, longest).map((values) => ({ startMs: 0, stepMs, values }));
    const rates = horizons.map((horizon) => bestRates(series, seasons, horizon, rows));
    return new FittedDoubleSeasonal({ stepMs, seasons, horizons }, rates);
  }

  load(saved: SavedForecaster): FittedForecaster {
    const reader = new SavedReader(saved, NAME);
    const horizons = reader.numbers('horizons');
    const rates = horizons.map((horizon): SmoothingRates => {
      const [level = NaN, memory = NaN, ...seasons] = reader.numbers(`rates-${horizon}`);
      return { level, memory, seasons };
    });
    return new FittedDoubleSeasonal(
      { stepMs: reader.number('stepMs'), seasons: reader.numbers('seasons'), horizons },
      rates,
    );
  }
}

function bestRates(
  series: readonly EvenSeries[],
  seasons: readonly number[],
  horizon: number,
  rows: number,
): SmoothingRates {
  const candidates = LEVEL_RATES.flatMap((level) =>
    SEASON_RATES.flatMap((rate) => MEMORIES.map((memory) => ({ level, memory, seasons: seasons.map(() => rate) }))),
  );
  const lookback = lookbackOf(seasons);
  const folds = rollingFolds(rows, horizon, lookback);
  const errors = candidates.map((rates) => {
    const sum = new ErrorSum();
    for (const { from, to } of folds) {
      const stride = Math.max(1, Math.ceil((to - from - horizon) / ORIGINS));
      for (const one of series) {
        for (let origin = from; origin + horizon <= Math.min(to, one.values.length); origin += stride) {
          const [history, truth] = windowAt(one, origin, horizon);
          sum.addWindow(smooth(history.values.subarray(origin - lookback), seasons, rates, horizon), truth);
        }
      }
    }
    return Number.isNaN(sum.mse) ? Infinity : sum.mse;
  });
  const best = candidates[errors.indexOf(Math.min(...errors))];
  if (best === undefined) throw new Error('BUG: no rates to choose from');
  return best;
}
