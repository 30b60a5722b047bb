import { describe, expect, it } from '@jest/globals';
import { windowSet } from './window-set.js';

const hourMs = 3_600_000;
const sight = { lookback: 4, season: 2 };

/** Rows 0 to 11, of which the even ones lie 10 higher. */
function aSeries(change: (value: number, row: number) => number = (value) => value) {
  const values = Float64Array.from({ length: 12 }, (_, row) => change((row % 2 === 0 ? 10 : 0) + row, row));
  return { startMs: 0, stepMs: hourMs, values };
}

describe('the windows that a network learns', () => {
  it('show the deviation from the mean, and ask for that from the course of the day', () => {
    const { inputs, targets, inputColumns, validationRows } = windowSet([aSeries()], sight, 2, {
      learned: 8,
      validated: 12,
    });
    expect(inputColumns).toBe(4);
    // Ends at 4, 5 and 6 are learned; 8, 9 and 10 validate.
    expect(inputs.length / 4).toBe(6);
    expect(validationRows).toBe(3);
    // Rows 0 to 3 are 10, 1, 12, 3: mean 6.5, course 11 and 2; then come 14 and 5.
    const deviation = targets[0]! / 3;
    expect(targets[1]! / 3).toBeCloseTo(deviation, 6);
    [3.5, -5.5, 5.5, -3.5].forEach((value, i) => expect(inputs[i]).toBeCloseTo(value * deviation, 5));
  });

  it('do not ask for a reading that is missing', () => {
    const holed = aSeries((value, row) => (row === 7 ? NaN : value));
    const { inputs } = windowSet([holed], sight, 2, { learned: 8, validated: 12 });
    // The one that ends at 6 would have to tell row 7.
    expect(inputs.length / 4).toBe(5);
    expect(inputs.every(Number.isFinite)).toBe(true);
  });

  it('never reach from the rows that are learned into those after them', () => {
    const rows = { learned: 8, validated: 8 };
    const later = aSeries((value, row) => (row < 8 ? value : 1e6));
    expect(windowSet([later], sight, 2, rows)).toEqual(windowSet([aSeries()], sight, 2, rows));
  });

  it('are none where every future has a gap, which a longer history does not mend', () => {
    const holed = aSeries((value, row) => (row % 2 === 0 ? NaN : value));
    expect(() => windowSet([holed], sight, 2, { learned: 8, validated: 12 })).toThrow('a gap in whatever');
  });

  it('are too few in a history that is too short', () => {
    expect(() => windowSet([aSeries()], sight, 2, { learned: 5, validated: 12 })).toThrow('at least 6 steps');
  });
});
