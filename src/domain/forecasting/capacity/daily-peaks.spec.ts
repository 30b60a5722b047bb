import { describe, expect, it } from '@jest/globals';
import { dailyPeaks } from './daily-peaks.js';

const hourMs = 3_600_000;
const hours = (from: number, values: number[]) => ({
  startMs: from * hourMs,
  stepMs: hourMs,
  values: Float64Array.from(values),
});

describe('the daily peaks of a series', () => {
  it('are the highest hours of whole days, by UTC', () => {
    const values = Array.from({ length: 60 }, (_, i) => i);
    expect([...dailyPeaks(hours(20, values))]).toEqual([27, 51]);
  });

  it('are unknown for a day of which more than half is missing', () => {
    const values = Array.from({ length: 48 }, (_, i) => (i >= 6 && i < 24 ? NaN : i));
    expect([...dailyPeaks(hours(0, values))]).toEqual([NaN, 47]);
  });

  it('are none before a day is over', () => {
    expect(
      dailyPeaks(
        hours(
          1,
          Array.from({ length: 30 }, () => 1),
        ),
      ),
    ).toHaveLength(0);
  });
});
