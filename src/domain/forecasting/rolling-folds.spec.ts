import { describe, expect, it } from '@jest/globals';
import { rollingFolds } from './rolling-folds.js';

describe('rolling folds', () => {
  it('divide the later half of the rows', () => {
    expect(rollingFolds(11_520, 720, 1_000)).toEqual([
      { from: 5_760, to: 7_680 },
      { from: 7_680, to: 9_600 },
      { from: 9_600, to: 11_520 },
    ]);
  });

  it('are fewer where the horizon is long', () => {
    expect(rollingFolds(400, 90, 10)).toEqual([
      { from: 200, to: 300 },
      { from: 300, to: 400 },
    ]);
  });

  it('are none where nothing could be learned before the first', () => {
    expect(rollingFolds(400, 24, 300)).toEqual([]);
    expect(rollingFolds(40, 24, 10)).toEqual([]);
  });
});
