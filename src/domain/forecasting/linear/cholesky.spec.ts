import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { solvePositive } from './cholesky.js';
import { emptyMatrix, type Matrix, product } from './matrix.js';

const entry = fc.double({ min: -5, max: 5, noNaN: true });

describe('solving for the weights of a linear map', () => {
  it('finds what the matrix makes the right side of', () => {
    const size = fc.integer({ min: 1, max: 9 });
    const problem = size.chain((n) =>
      fc.record({
        half: fc.array(entry, { minLength: n * n, maxLength: n * n }),
        wanted: fc.array(entry, { minLength: n * 3, maxLength: n * 3 }),
        n: fc.constant(n),
      }),
    );
    fc.assert(
      fc.property(problem, ({ half, wanted, n }) => {
        const matrix = positive(filled(n, n, half));
        const solution = filled(n, 3, wanted);
        const found = solvePositive(matrix, product(matrix, solution));
        found.values.forEach((value, i) => expect(value).toBeCloseTo(solution.values[i]!, 6));
      }),
      { numRuns: 60 },
    );
  });

  it('does not go on from a matrix that is not positive definite', () => {
    expect(() => solvePositive(filled(2, 2, [1, 2, 2, 1]), filled(2, 1, [1, 1]))).toThrow('BUG');
  });
});

function filled(rows: number, columns: number, values: readonly number[]): Matrix {
  const matrix = emptyMatrix(rows, columns);
  matrix.values.set(values);
  return matrix;
}

/** half half' + I. */
function positive(half: Matrix): Matrix {
  const turned = emptyMatrix(half.columns, half.rows);
  half.values.forEach(
    (value, i) => (turned.values[(i % half.columns) * half.rows + Math.floor(i / half.columns)] = value),
  );
  const square = product(half, turned);
  for (let i = 0; i < half.rows; i++) square.values[i * half.rows + i]! += 1;
  return square;
}
