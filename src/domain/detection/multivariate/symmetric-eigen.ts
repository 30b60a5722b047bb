/** Eigenvalues in descending order, each with its unit eigenvector (`vectors[k]` belongs to `values[k]`). */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
}

const SWEEPS_AT_MOST = 60;

/** Eigen-decomposition of a symmetric matrix (rows) by cyclic Jacobi rotations (Golub and Van Loan, section 8.5). */
export function symmetricEigen(matrix: readonly Float64Array[]): Eigen {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = a.map((_, i) => Float64Array.from({ length: size }, (_unused, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < SWEEPS_AT_MOST && offDiagonal(a) > 1e-22 * size; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, v, p, q);
    }
  }
  const diagonal = a.map((row, i) => row[i] ?? 0);
  const order = diagonal.map((_, i) => i).sort((i, j) => (diagonal[j] ?? 0) - (diagonal[i] ?? 0));
  return {
    values: Float64Array.from(order, (i) => diagonal[i] ?? 0),
    vectors: order.map((column) => Float64Array.from(v, (row) => row[column] ?? 0)),
  };
}

function offDiagonal(a: readonly Float64Array[]): number {
  let sum = 0;
  a.forEach((row, i) => row.forEach((value, j) => (sum += i === j ? 0 : value * value)));
  return sum;
}

/** One rotation in the plane of p and q that makes their off-diagonal element 0. */
function rotate(a: readonly Float64Array[], v: readonly Float64Array[], p: number, q: number): void {
  const apq = a[p]?.[q] ?? 0;
  if (apq === 0) return;
  const theta = ((a[q]?.[q] ?? 0) - (a[p]?.[p] ?? 0)) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(t, 1);
  const sine = t * cosine;
  for (const row of a) turn(row, p, q, cosine, sine);
  const rowP = a[p];
  const rowQ = a[q];
  if (rowP === undefined || rowQ === undefined) throw new Error('BUG: a rotation outside the matrix');
  for (let k = 0; k < rowP.length; k++) {
    const first = rowP[k] ?? 0;
    const second = rowQ[k] ?? 0;
    rowP[k] = cosine * first - sine * second;
    rowQ[k] = sine * first + cosine * second;
  }
  for (const row of v) turn(row, p, q, cosine, sine);
}

function turn(row: Float64Array, p: number, q: number, cosine: number, sine: number): void {
  const first = row[p] ?? 0;
  const second = row[q] ?? 0;
  row[p] = cosine * first - sine * second;
  row[q] = sine * first + cosine * second;
}
