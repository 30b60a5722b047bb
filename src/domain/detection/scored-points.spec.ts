import { describe, expect, it } from '@jest/globals';
import { scoresOf } from '../../../test/alerting/builders.js';
import { batchOf } from '../telemetry/telemetry-batch.js';
import { scoresIn, withScores } from './scored-points.js';

const batch = batchOf([
  { seriesId: 1, at: 10, value: 1 },
  { seriesId: 2, at: 10, value: 2 },
  { seriesId: 1, at: 5, value: 3 },
  { seriesId: 1, at: 20, value: 4 },
]);
const { scores } = scoresOf([
  { seriesId: 1, at: 10, score: 0.5 },
  { seriesId: 2, at: 10, score: 0 },
  { seriesId: 1, at: 20, score: 2 },
]);

describe('a batch that has been judged', () => {
  it('has each score beside its point, and none beside a late one', () => {
    expect(withScores(batch, scores).scores?.score).toEqual(Float32Array.of(0.5, 0, NaN, 2));
  });

  it('gives back the scores as they were, a score of nothing among them', () => {
    expect(scoresIn(withScores(batch, scores))).toEqual(scores);
    expect(scoresIn(batch).length).toBe(0);
  });

  it('takes no score of a point that it does not hold', () => {
    const { scores: strange } = scoresOf([{ seriesId: 9, at: 1, score: 1 }]);
    expect(() => withScores(batch, strange)).toThrow('BUG');
  });
});
