import { describe, expect, it } from '@jest/globals';
import { SeasonalBand } from '../detectors/seasonal-band/seasonal-band.js';
import { ColumnScorer } from './column-scorer.js';

const minute = 60_000;
const scorerOf = (columns: number) => new ColumnScorer(columns, () => new SeasonalBand({ resolution: 0.5 }));

describe('scoring the columns of a table one by one', () => {
  it('gives the row the score of its worst column', () => {
    const scorer = scorerOf(2);
    for (let i = 0; i < 60; i++) scorer.next(i * minute, [20 + (i % 2), 5]);
    const { score, columnScores, band } = scorer.next(60 * minute, [20, 50]);
    expect(columnScores[0]).toBeLessThan(1);
    expect(score).toBe(columnScores[1]);
    expect(score).toBeGreaterThan(1);
    expect(band).toBeUndefined();
  });

  it('shows the band of an only column', () => {
    const scorer = scorerOf(1);
    for (let i = 0; i < 60; i++) scorer.next(i * minute, [20 + (i % 2)]);
    const { band } = scorer.next(60 * minute, [20]);
    expect(band?.lower).toBeLessThan(20);
    expect(band?.upper).toBeGreaterThan(21);
  });

  it('gives a missing reading 0 and no band, and learns nothing from it', () => {
    const withGap = scorerOf(1);
    const without = scorerOf(1);
    for (let i = 0; i < 60; i++) {
      withGap.next(i * minute, [20 + (i % 2)]);
      without.next(i * minute, [20 + (i % 2)]);
    }
    const missing = withGap.next(60 * minute, [undefined]);
    expect(missing.score).toBe(0);
    expect(missing.band?.expected).toBeNaN();
    expect(withGap.next(61 * minute, [23]).score).toBe(without.next(61 * minute, [23]).score);
  });
});
