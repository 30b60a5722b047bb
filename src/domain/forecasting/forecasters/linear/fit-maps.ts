import { combinationErrors, type CombinationErrors, errorOf } from '../../linear/map-errors.js';
import { lagMoments, type LagMoments } from '../../linear/lag-moments.js';
import { addRows, emptyMatrix, type Matrix } from '../../linear/matrix.js';
import { deviationMoments } from '../../linear/mean-day.js';
import { type RidgeSettings, smoothRidge } from '../../linear/smooth-ridge.js';
import type { LagPlan } from './lag-plan.js';
import { rollingFolds } from '../../rolling-folds.js';

/** Says what share each candidate gets; 1 in all. */
export type Choose = (errors: CombinationErrors) => readonly number[];

/** A candidate and its share in the forecast. */
export interface Share extends RidgeSettings {
  readonly share: number;
}

export interface FittedMap {
  readonly shares: readonly Share[];
  /** From the past, newest value last, to the deviations of the future. */
  readonly weights: Matrix;
}

/** A light and a heavy penalty, in units of the series' variance; what lies between is a mixture of both. */
const PENALTIES = [0.1, 3] as const;

/** Chooses among the candidates by rolling folds, then learns their weights from the first `learnRows` rows. */
export function fitMap(
  series: readonly Float64Array[],
  { season, past, lookbacks }: LagPlan,
  { horizon, learnRows, choose }: { horizon: number; learnRows: number; choose: Choose },
): FittedMap {
  const candidates = lookbacks.flatMap((lookback) => PENALTIES.map((penalty) => ({ lookback, penalty })));
  const moments = (from: number, to: number): LagMoments => {
    const stretches = series.map((values) => ({
      values,
      from: Math.min(from, values.length),
      to: Math.min(to, values.length),
    }));
    return deviationMoments(lagMoments(stretches, { past, future: horizon }), season);
  };
  const mapsFrom = (learned: LagMoments) => candidates.map((candidate) => smoothRidge(learned, season, candidate));
  const rows = Math.max(0, ...series.map(({ length }) => length));
  const folds = rollingFolds(rows, horizon, past + horizon);
  const trials = folds.map(({ from, to }) => combinationErrors(moments(from, to), mapsFrom(moments(0, from))));
  const chosen = trials.length === 0 ? candidates.map(() => 1 / candidates.length) : choose(evenSum(trials));
  const shares = candidates.map((candidate, i) => ({ ...candidate, share: chosen[i] ?? 0 }));
  return { shares, weights: mixture(mapsFrom(moments(0, learnRows)), chosen, past) };
}

/** The errors of all trials together; each counts by the error of its best candidate, so that no hard one decides alone. */
function evenSum(trials: readonly CombinationErrors[]): CombinationErrors {
  const size = trials[0]?.b.length ?? 0;
  const a = Array.from({ length: size }, () => new Float64Array(size));
  const b = new Float64Array(size);
  let c = 0;
  for (const trial of trials) {
    const singles = Array.from(b, (_, i) => errorOf(trial, oneHot(size, i)));
    const unit = Math.min(...singles) || 1;
    a.forEach((row, i) => row.forEach((sum, j) => (row[j] = sum + (trial.a[i]?.[j] ?? 0) / unit)));
    b.forEach((sum, i) => (b[i] = sum + (trial.b[i] ?? 0) / unit));
    c += trial.c / unit;
  }
  return { a, b, c };
}

/** All on the candidate with the least error. */
export const bestSingle: Choose = (errors) => {
  const size = errors.b.length;
  const singles = Array.from(errors.b, (_, i) => errorOf(errors, oneHot(size, i)));
  return oneHot(size, singles.indexOf(Math.min(...singles)));
};

function oneHot(size: number, hot: number): number[] {
  return Array.from({ length: size }, (_, i) => (i === hot ? 1 : 0));
}

function mixture(maps: readonly Matrix[], shares: readonly number[], past: number): Matrix {
  const mixed = emptyMatrix(past, maps[0]?.columns ?? 0);
  maps.forEach((map, i) => {
    for (let row = 0; row < map.rows; row++) {
      addRows(mixed, past - map.rows + row, map, row, row + 1, () => shares[i] ?? 0);
    }
  });
  return mixed;
}
