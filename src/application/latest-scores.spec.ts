import { describe, expect, it } from '@jest/globals';
import { noon, scoresOf } from '../../test/alerting/builders.js';
import { LatestScores } from './latest-scores.js';

describe('The newest scores', () => {
  it("are those of each series' last point, with its value and band", () => {
    const latest = new LatestScores();
    const { scores, values } = scoresOf([
      { seriesId: 3, at: noon, score: 0.25, value: 0.61 },
      { seriesId: 5_000, at: noon, score: 1.5, value: 0.1 },
      { seriesId: 3, at: noon + 10_000, score: 0.5, value: 0.62 },
    ]);
    latest.update(scores, values);
    expect(latest.of(3)).toMatchObject({ at: noon + 10_000, value: 0.62, score: 0.5 });
    expect(latest.of(3)?.lower).toBeCloseTo(0.58);
    expect(latest.of(5_000)).toMatchObject({ value: 0.1, score: 1.5 });
  });

  it('come from the store where they are newer than what is known', () => {
    const latest = new LatestScores();
    const { scores, values } = scoresOf([{ seriesId: 3, at: noon, score: 0.25, value: 0.61 }]);
    latest.update(scores, values);
    const stored = { value: 0.7, score: 1.2, expected: NaN, lower: NaN, upper: NaN };
    latest.take([
      { seriesId: 3, at: noon - 10_000, ...stored },
      { seriesId: 2_000, at: noon - 10_000, ...stored },
    ]);
    expect(latest.of(3)).toMatchObject({ at: noon, score: 0.25 });
    expect(latest.of(2_000)).toEqual({ at: noon - 10_000, ...stored });
    latest.take([{ seriesId: 3, at: noon + 10_000, ...stored }]);
    expect(latest.of(3)).toMatchObject({ at: noon + 10_000, value: 0.7, score: 1.2 });
  });

  it('of a series that has not been scored are unknown', () => {
    const latest = new LatestScores();
    expect(latest.of(7)).toBeUndefined();
    expect(latest.of(1_000_000)).toBeUndefined();
  });
});
