import { describe, expect, it } from '@jest/globals';
import { noon, scoresOf } from '../../../test/alerting/builders.js';
import { batchOf } from '../telemetry/telemetry-batch.js';
import { valuesOfScored } from './scored-values.js';

const batch = batchOf([
  { seriesId: 1, at: noon, value: 10 },
  { seriesId: 2, at: noon, value: 20 },
  { seriesId: 1, at: noon, value: 99 },
  { seriesId: 1, at: noon - 5000, value: 98 },
  { seriesId: 2, at: noon + 1000, value: 21 },
]);

describe('The values behind the scores of a batch', () => {
  it('late points and duplicates, which have no score, are passed over', () => {
    const { scores } = scoresOf([
      { seriesId: 1, at: noon, score: 0 },
      { seriesId: 2, at: noon, score: 0 },
      { seriesId: 2, at: noon + 1000, score: 0 },
    ]);
    expect([...valuesOfScored(scores, batch)]).toEqual([10, 20, 21]);
  });

  it('a batch without any scored point has no values', () => {
    expect(valuesOfScored(scoresOf([]).scores, batch)).toHaveLength(0);
  });

  it('a score that belongs to no point is a bug', () => {
    const { scores } = scoresOf([{ seriesId: 3, at: noon, score: 0 }]);
    expect(() => valuesOfScored(scores, batch)).toThrow('BUG');
  });
});
