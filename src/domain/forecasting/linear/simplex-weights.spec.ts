import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CombinationErrors, errorOf } from './map-errors.js';
import { simplexWeights } from './simplex-weights.js';

describe('sharing out a forecast among candidates', () => {
  it('gives each of two that err independently half', () => {
    const errors = errorsOf([
      [1, -1, 1, -1],
      [1, 1, -1, -1],
    ]);
    expect(simplexWeights(errors)[0]).toBeCloseTo(0.5, 9);
  });

  it('gives nothing to one that only adds to the errors of another', () => {
    const [good = NaN, worse = NaN] = simplexWeights(
      errorsOf([
        [1, -1, 1, -1],
        [2, -2, 2, -2],
      ]),
    );
    expect([good, worse]).toEqual([1, 0]);
  });

  it('is never worse than the best alone, or than all alike', () => {
    const errors = fc.integer({ min: 1, max: 6 }).chain((count) =>
      fc.array(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 8, maxLength: 8 }), {
        minLength: count,
        maxLength: count,
      }),
    );
    fc.assert(
      fc.property(errors, (rows) => {
        const combined = errorsOf(rows);
        const weights = simplexWeights(combined);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(-1e-12);
        const alike = rows.map(() => 1 / rows.length);
        const singles = rows.map((_, i) => rows.map((_unused, j) => (i === j ? 1 : 0)));
        for (const other of [alike, ...singles]) {
          expect(errorOf(combined, weights)).toBeLessThanOrEqual(errorOf(combined, other) + 1e-6);
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** Of candidates whose forecasts are these, where the truth is 0. */
function errorsOf(rows: readonly (readonly number[])[]): CombinationErrors {
  const a = rows.map((one) =>
    Float64Array.from(rows, (other) => one.reduce((sum, value, i) => sum + (value * other[i]!) / one.length, 0)),
  );
  return { a, b: new Float64Array(rows.length), c: 0 };
}
