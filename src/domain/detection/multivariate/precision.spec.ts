import { describe, expect, it } from '@jest/globals';
import { precisionOf } from './precision.js';

describe('the inverse of a matrix of moments', () => {
  it('is the inverse where every direction varies', () => {
    const [top, bottom] = precisionOf([Float64Array.of(2, 1), Float64Array.of(1, 2)], 1e-9);
    expect([...top!, ...bottom!].map((value) => Number(value.toFixed(9)))).toEqual([
      0.666666667, -0.333333333, -0.333333333, 0.666666667,
    ]);
  });

  it('takes a direction that does not vary for one that varies as little as the floor', () => {
    const [top] = precisionOf([Float64Array.of(1, 0), Float64Array.of(0, 0)], 0.01);
    expect([...top!]).toEqual([1, 0]);
    expect(precisionOf([Float64Array.of(1, 0), Float64Array.of(0, 0)], 0.01)[1]![1]).toBeCloseTo(100, 9);
  });
});
