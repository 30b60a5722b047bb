import { describe, expect, it } from '@jest/globals';
import { lagMoments, type Stretch, windowsIn } from './lag-moments.js';
import { combinationErrors, errorOf } from './map-errors.js';
import { emptyMatrix, type Matrix } from './matrix.js';
import { deviationMoments, meanSeason } from './mean-day.js';

const shape = { past: 6, future: 4 };
const season = 3;
const stretches: Stretch[] = [
  { values: noise(40, 1), from: 0, to: 40 },
  { values: noise(30, 2), from: 12, to: 25 },
];

/** Every window laid out, as the moments never do. */
const windows = stretches.flatMap((stretch) => {
  const first = Math.max(stretch.from, shape.past);
  return Array.from({ length: windowsIn(stretch, shape) }, (_, i) => ({
    past: stretch.values.subarray(first + i - shape.past, first + i),
    future: stretch.values.subarray(first + i, first + i + shape.future),
  }));
});

describe('the moments of all windows of a telemetry history', () => {
  it('are the mean products of the windows, had they been laid out', () => {
    const { pp, pf, ff } = lagMoments(stretches, shape);
    expect(windows).toHaveLength(31 + 10);
    for (let i = 0; i < shape.past; i++) {
      for (let j = 0; j < shape.past; j++) {
        expect(at(pp, i, j)).toBeCloseTo(
          mean(({ past }) => past[i]! * past[j]!),
          12,
        );
      }
      for (let step = 0; step < shape.future; step++) {
        expect(at(pf, i, step)).toBeCloseTo(
          mean(({ past, future }) => past[i]! * future[step]!),
          12,
        );
      }
    }
    ff.forEach((square, step) =>
      expect(square).toBeCloseTo(
        mean(({ future }) => future[step]! ** 2),
        12,
      ),
    );
  });

  it('are all 0 when nothing fits', () => {
    const { pp, pf, ff } = lagMoments([{ values: noise(8, 1), from: 0, to: 8 }], shape);
    for (const values of [pp.values, pf.values, ff]) expect(values.every((value) => value === 0)).toBe(true);
  });

  it('tell the error of any mixture of maps to the deviation from the mean day, without a forecast', () => {
    const maps = [map(shape.past, 5), map(4, 6)];
    const weights = [0.7, 0.3];
    const errors = combinationErrors(deviationMoments(lagMoments(stretches, shape), season), maps);
    const direct = mean(({ past, future }) => {
      const day = meanSeason(past, season);
      let sum = 0;
      for (const [step, truth] of future.entries()) {
        let forecast = day[step % season]!;
        maps.forEach((one, k) => {
          for (let row = 0; row < one.rows; row++) {
            forecast += weights[k]! * past[shape.past - one.rows + row]! * at(one, row, step);
          }
        });
        sum += (truth - forecast) ** 2 / shape.future;
      }
      return sum;
    });
    expect(errorOf(errors, weights)).toBeCloseTo(direct, 10);
  });
});

function mean(of: (window: (typeof windows)[number]) => number): number {
  return windows.reduce((sum, window) => sum + of(window), 0) / windows.length;
}

function at({ columns, values }: Matrix, row: number, column: number): number {
  return values[row * columns + column]!;
}

function map(rows: number, seed: number): Matrix {
  const matrix = emptyMatrix(rows, shape.future);
  matrix.values.set(noise(matrix.values.length, seed));
  return matrix;
}

function noise(length: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length }, () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32 - 0.3;
  });
}
