import { describe, expect, it } from '@jest/globals';
import { calendarSeasons, seasonOf } from './season.js';

const hourMs = 3_600_000;

describe('the season of series of one kind', () => {
  it('is a day where every day is alike', () => {
    expect(seasonOf([hourly(28, (hour) => Math.sin((2 * Math.PI * hour) / 24))])).toBe(24);
  });

  it('is a week where the weekend is quiet', () => {
    const office = (hour: number) => (Math.floor(hour / 24) % 7 < 5 ? Math.sin((2 * Math.PI * hour) / 24) : 0);
    expect(seasonOf([hourly(28, office)])).toBe(168);
  });

  it('is that of a day while there is no second week', () => {
    expect(seasonOf([hourly(10, (hour) => hour % 24)])).toBe(24);
  });

  it('is none where the step makes up no day, or history is short', () => {
    expect(calendarSeasons(7 * hourMs)).toEqual([24]);
    expect(calendarSeasons(11 * hourMs)).toEqual([]);
    expect(seasonOf([hourly(1, (hour) => hour)])).toBe(1);
  });
});

function hourly(days: number, valueAt: (hour: number) => number) {
  return { startMs: 0, stepMs: hourMs, values: Float64Array.from({ length: days * 24 }, (_, hour) => valueAt(hour)) };
}
