import { solvePositive } from './cholesky.js';
import type { LagMoments } from './lag-moments.js';
import { copyOf, lastBlock, lastRows, type Matrix } from './matrix.js';

export interface RidgeSettings {
  /** Steps of the past that get a weight; a multiple of the season. */
  readonly lookback: number;
  /** How strongly the weights of one phase are drawn together from season to season. */
  readonly penalty: number;
}

/** Of the penalty on weights themselves, against that on their change from one season to the next. */
const SIZE_SHARE = 0.1;
/** Of the largest mean square: what rounding may take from the others, where one series dwarfs them. */
const ROUNDING = 1e-10;

/**
 * Weights (lookback × future) from the last values of the past, less their mean, to the deviations of the future: ridge
 * regression (Hoerl and Kennard 1970) in its general Tikhonov form. What is penalised is that a weight differs from that of
 * the same hour a day later, so that noise is averaged over days; and, less, its size. There is no intercept: it would
 * carry the drift of the training rows into every forecast.
 */
export function smoothRidge({ pp, pf }: LagMoments, season: number, { lookback, penalty }: RidgeSettings): Matrix {
  const gram = lastBlock(pp, lookback);
  centreColumns(gram);
  centreRows(gram);
  addPenalty(gram, season, penalty);
  const right = copyOf(lastRows(pf, lookback));
  centreColumns(right);
  const weights = solvePositive(gram, right);
  centreColumns(weights);
  return weights;
}

function addPenalty({ rows, values }: Matrix, season: number, penalty: number): void {
  const add = (row: number, column: number, amount: number): void => {
    values[row * rows + column] = (values[row * rows + column] ?? 0) + penalty * amount;
  };
  let largest = 0;
  for (let lag = 0; lag < rows; lag++) largest = Math.max(largest, values[lag * rows + lag] ?? 0);
  for (let lag = 0; lag < rows; lag++) add(lag, lag, SIZE_SHARE + (ROUNDING * largest) / penalty);
  for (let lag = 0; lag + season < rows; lag++) {
    const next = lag + season;
    add(lag, lag, 1);
    add(next, next, 1);
    add(lag, next, -1);
    add(next, lag, -1);
  }
}

/** Takes its mean from each column. */
function centreColumns({ rows, columns, values }: Matrix): void {
  const means = new Float64Array(columns);
  values.forEach((value, i) => (means[i % columns] = (means[i % columns] ?? 0) + value / rows));
  values.forEach((value, i) => (values[i] = value - (means[i % columns] ?? 0)));
}

function centreRows({ rows, columns, values }: Matrix): void {
  for (let row = 0; row < rows; row++) {
    const entries = values.subarray(row * columns, (row + 1) * columns);
    const mean = entries.reduce((sum, value) => sum + value, 0) / columns;
    entries.forEach((value, i) => (entries[i] = value - mean));
  }
}
