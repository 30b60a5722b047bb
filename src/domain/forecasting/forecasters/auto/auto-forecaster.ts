import { DomainError } from '../../../errors.js';
import { meanSquaredError } from '../../backtest-windows.js';
import { evenlyScaled } from '../../even-scale.js';
import type { EvenSeries } from '../../even-series.js';
import { type FittedForecaster, Forecaster, type FitOptions } from '../../forecaster.js';
import { type Fold, rollingFolds } from '../../rolling-folds.js';
import { type SavedForecaster, SavedReader } from '../../saved-forecaster.js';
import { type Training, trainingOf } from '../../training.js';
import { FittedAuto, partOf } from './fitted-auto.js';

/** Forecasters by name. The first is taken where there is too little to compare them by. */
type Contenders = Readonly<Record<string, () => Forecaster>>;

/** The latest folds are most like what comes, and each costs a fit of every contender. */
const FOLDS_TRIED = 2;
/** Origins a fold and series at most: a prime number, so that they fall on all hours of the day. */
const ORIGINS = 97;

/**
 * The best of several forecasters for each horizon, by rolling folds inside the training: each is fitted to the rows before a
 * fold and forecasts those in it. One that cannot learn from so little is out.
 */
export class AutoForecaster extends Forecaster {
  constructor(
    private readonly name: string,
    private readonly contenders: Contenders,
  ) {
    super();
  }

  fit(training: readonly EvenSeries[], options: FitOptions): FittedForecaster {
    const shared = trainingOf(training, options);
    const names = Object.keys(this.contenders);
    const series = evenlyScaled(shared, 1).map((values) => ({ startMs: 0, stepMs: shared.stepMs, values }));
    const folds = series.length === 0 ? [] : rollingFolds(rowsOf(series), shared.longestHorizon, 1).slice(-FOLDS_TRIED);
    const scores = this.#scores(shared, series, folds);
    const choices = shared.horizons.map((_, i) => names[indexOfLeast(scores.map((score) => score[i] ?? 0))] ?? '');
    const parts = [...new Set(choices)].map((name) => [name, this.#contender(name).fit(training, options)] as const);
    return new FittedAuto(this.name, { horizons: shared.horizons, choices }, new Map(parts));
  }

  load(saved: SavedForecaster): FittedForecaster {
    const reader = new SavedReader(saved, this.name);
    const horizons = reader.numbers('horizons');
    const choices = reader.texts('choices');
    const parts = [...new Set(choices)].map((name) => [name, this.#contender(name).load(partOf(saved, name))] as const);
    return new FittedAuto(this.name, { horizons, choices }, new Map(parts));
  }

  /** By contender and horizon: the errors in all folds together, each relative to the best of that fold. */
  #scores(
    { horizons, lookback }: Training,
    series: readonly EvenSeries[],
    folds: readonly Fold[],
  ): readonly (readonly number[])[] {
    const scores = Object.keys(this.contenders).map(() => horizons.map(() => 0));
    for (const fold of folds) {
      const errors = Object.values(this.contenders).map((make) =>
        errorsIn(fold, make(), series, { horizons, lookback }),
      );
      for (const [i] of horizons.entries()) {
        const least = Math.min(...errors.map((byHorizon) => byHorizon[i] ?? Infinity));
        scores.forEach((score, c) => (score[i] = (score[i] ?? 0) + ratio(errors[c]?.[i] ?? Infinity, least)));
      }
    }
    return scores;
  }

  #contender(name: string): Forecaster {
    const make = this.contenders[name];
    if (make === undefined) throw new DomainError('incompatible_data', `there is no forecaster ${name} to choose`);
    return make();
  }
}

/** Mean squared errors by horizon, Infinity for a forecaster that cannot be fitted to the rows before the fold. */
function errorsIn(
  { from, to }: Fold,
  forecaster: Forecaster,
  series: readonly EvenSeries[],
  options: FitOptions,
): readonly number[] {
  try {
    const before = series.map((one) => ({ ...one, values: one.values.subarray(0, from) }));
    const fitted = forecaster.fit(before, options);
    return options.horizons.map((horizon) => {
      const stride = Math.max(1, Math.ceil((to - from - horizon) / ORIGINS));
      return meanSquaredError(fitted, series, { from, to, horizon, stride });
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return options.horizons.map(() => Infinity);
  }
}

function rowsOf(series: readonly EvenSeries[]): number {
  return Math.max(...series.map(({ values }) => values.length));
}

/** How many times the least error; 1 for all where nobody errs. */
function ratio(error: number, least: number): number {
  return least > 0 && least < Infinity ? error / least : 1;
}

function indexOfLeast(values: readonly number[]): number {
  return Math.max(0, values.indexOf(Math.min(...values)));
}
