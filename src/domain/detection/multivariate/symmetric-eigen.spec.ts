import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { symmetricEigen } from './symmetric-eigen.js';

const rows = (matrix: number[][]) => matrix.map((row) => Float64Array.from(row));

describe('the eigen-decomposition of a symmetric matrix', () => {
  it('finds the axes of a known ellipse, the longest first', () => {
    const { values, vectors } = symmetricEigen(
      rows([
        [2, 1],
        [1, 2],
      ]),
    );
    expect(values[0]).toBeCloseTo(3, 12);
    expect(values[1]).toBeCloseTo(1, 12);
    expect(Math.abs(vectors[0]![0]!)).toBeCloseTo(Math.SQRT1_2, 12);
    expect(vectors[0]![0]!).toBeCloseTo(vectors[0]![1]!, 12);
  });

  it('leaves a diagonal matrix as it is', () => {
    expect([
      ...symmetricEigen(
        rows([
          [1, 0],
          [0, 5],
        ]),
      ).values,
    ]).toEqual([5, 1]);
  });

  it('rebuilds any symmetric matrix from its vectors and values', () => {
    const entry = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(entry, { minLength: 36, maxLength: 36 }),
        (size, entries) => {
          const matrix = Array.from({ length: size }, (_, i) =>
            Float64Array.from({ length: size }, (_unused, j) => entries[Math.min(i, j) * 6 + Math.max(i, j)]!),
          );
          const { values, vectors } = symmetricEigen(matrix);
          matrix.forEach((row, i) =>
            row.forEach((value, j) => {
              const rebuilt = vectors.reduce((sum, vector, k) => sum + values[k]! * vector[i]! * vector[j]!, 0);
              expect(rebuilt).toBeCloseTo(value, 8);
            }),
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});
