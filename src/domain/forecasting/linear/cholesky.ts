import { addRows, copyOf, dot, emptyMatrix, type Matrix } from './matrix.js';

/**
 * Solves `matrix` x = `right` for all columns of `right` at once. `matrix` is symmetric and positive definite; only its
 * lower triangle is read (Golub and Van Loan, section 4.2).
 */
export function solvePositive(matrix: Matrix, right: Matrix): Matrix {
  const factor = choleskyFactor(matrix);
  const solution = copyOf(right);
  const size = matrix.rows;
  for (let row = 0; row < size; row++) {
    addRows(solution, row, solution, 0, row, (k) => -(factor.values[row * size + k] ?? 0));
    scaleRow(solution, row, 1 / (factor.values[row * size + row] ?? NaN));
  }
  for (let row = size - 1; row >= 0; row--) {
    addRows(solution, row, solution, row + 1, size, (k) => -(factor.values[k * size + row] ?? 0));
    scaleRow(solution, row, 1 / (factor.values[row * size + row] ?? NaN));
  }
  return solution;
}

/** The lower triangle whose product with its transpose is the matrix. */
function choleskyFactor({ rows: size, values }: Matrix): Matrix {
  const factor = emptyMatrix(size, size);
  const l = factor.values;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const rest = (values[i * size + j] ?? NaN) - dot(l, i * size, l, j * size, j);
      if (i !== j) l[i * size + j] = rest / (l[j * size + j] ?? NaN);
      else if (rest > 0) l[i * size + i] = Math.sqrt(rest);
      else throw new Error('BUG: the matrix is not positive definite');
    }
  }
  return factor;
}

function scaleRow({ columns, values }: Matrix, row: number, factor: number): void {
  for (let i = row * columns; i < (row + 1) * columns; i++) values[i] = (values[i] ?? 0) * factor;
}
