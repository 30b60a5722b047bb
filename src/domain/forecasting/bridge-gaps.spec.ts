import { describe, expect, it } from '@jest/globals';
import { bridgeGaps } from './bridge-gaps.js';

const gap = NaN;

describe('bridging gaps in a history', () => {
  it('takes the value of a day before', () => {
    expect([...bridgeGaps(Float64Array.of(1, 5, 9, 2, gap, gap), 3)]).toEqual([1, 5, 9, 2, 5, 9]);
  });

  it('draws a line where there is no day before', () => {
    expect([...bridgeGaps(Float64Array.of(1, gap, gap, 4), 24)]).toEqual([1, 2, 3, 4]);
  });

  it('holds the nearest reading at the ends', () => {
    expect([...bridgeGaps(Float64Array.of(gap, 2, gap), 24)]).toEqual([2, 2, 2]);
  });

  it('takes what is infinite for a gap', () => {
    expect([...bridgeGaps(Float64Array.of(1, Infinity, 3), 24)]).toEqual([1, 2, 3]);
  });

  it('leaves a history without any reading as it is', () => {
    expect([...bridgeGaps(Float64Array.of(gap, gap), 1)]).toEqual([gap, gap]);
  });
});
