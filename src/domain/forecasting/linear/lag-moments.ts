import { addRows, dot, emptyMatrix, type Matrix } from './matrix.js';

/** A stretch of a series: its windows lie inside `from` up to, but without, `to`, but for their past, which may reach back. */
export interface Stretch {
  readonly values: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** How long the past and the future of a window are, in steps. */
export interface WindowShape {
  readonly past: number;
  readonly future: number;
}

/** Mean products of the values of all windows: all that least squares, and the squared error of any linear map, need. */
export interface LagMoments {
  /** Past with past. */
  readonly pp: Matrix;
  /** Past with future. */
  readonly pf: Matrix;
  /** Each step of the future with itself. */
  readonly ff: Float64Array;
}

/** Windows that fit into a stretch. */
export function windowsIn({ from, to }: Stretch, { past, future }: WindowShape): number {
  return Math.max(0, to - future - Math.max(from, past) + 1);
}

/**
 * The moments of all windows of all stretches. No window is ever laid out: from one diagonal entry to the next, one product
 * enters and one leaves, so the cost is that of the matrix and not of the windows.
 */
export function lagMoments(stretches: readonly Stretch[], shape: WindowShape): LagMoments {
  const { past, future } = shape;
  const sums = emptyMatrix(past, past + future);
  const ff = new Float64Array(future);
  let windows = 0;
  for (const stretch of stretches) {
    const count = windowsIn(stretch, shape);
    if (count === 0) continue;
    windows += count;
    addProducts(sums, stretch, shape, count);
    addSquares(ff, stretch, shape, count);
  }
  return meansOf(sums, ff, past, windows);
}

/** Adds the sums of products, upper triangle only, for the rows of the past. */
function addProducts(sums: Matrix, { values, from }: Stretch, { past, future }: WindowShape, count: number): void {
  const start = Math.max(from, past) - past;
  const width = past + future;
  const row = emptyMatrix(1, width);
  const products = row.values;
  for (let j = 0; j < width; j++) products[j] = dot(values, start, values, start + j, count);
  for (let i = 0; i < past; i++) {
    addRows(sums, i, row, 0, 1, () => 1);
    const entering = values[start + count + i] ?? 0;
    const leaving = values[start + i] ?? 0;
    // From the right, so that each entry is read before it is overwritten: entry j + 1 of the next row comes from entry j.
    for (let j = width - 1; j > i; j--) {
      products[j] =
        (products[j - 1] ?? 0) +
        entering * (values[start + count + j - 1] ?? 0) -
        leaving * (values[start + j - 1] ?? 0);
    }
    products[i] = 0;
  }
}

function addSquares(ff: Float64Array, { values, from }: Stretch, { past, future }: WindowShape, count: number): void {
  const origin = Math.max(from, past);
  for (let step = 0; step < future; step++) {
    ff[step] = (ff[step] ?? 0) + dot(values, origin + step, values, origin + step, count);
  }
}

function meansOf(sums: Matrix, ff: Float64Array, past: number, windows: number): LagMoments {
  const share = windows === 0 ? 0 : 1 / windows;
  const future = sums.columns - past;
  const pp = emptyMatrix(past, past);
  const pf = emptyMatrix(past, future);
  for (let i = 0; i < past; i++) {
    for (let j = i; j < past; j++) {
      const mean = (sums.values[i * sums.columns + j] ?? 0) * share;
      pp.values[i * past + j] = mean;
      pp.values[j * past + i] = mean;
    }
    for (let step = 0; step < future; step++) {
      pf.values[i * future + step] = (sums.values[i * sums.columns + past + step] ?? 0) * share;
    }
  }
  return { pp, pf, ff: ff.map((sum) => sum * share) };
}
