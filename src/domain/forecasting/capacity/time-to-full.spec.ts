import { describe, expect, it } from '@jest/globals';
import { LEAST_DAYS, timeToFull } from './time-to-full.js';

const noise = (day: number) => ((day * 7919) % 23) / 23 - 0.5;
/** Daily peaks of a hall that grows by so many watts a day, busier on weekdays. */
const peaks = (days: number, growth: number, from = 50_000) =>
  Float64Array.from({ length: days }, (_, day) => from + growth * day + (day % 7 < 5 ? 800 : 0) + 600 * noise(day));

describe('the days until a hall is full', () => {
  it('are told from how its daily peaks have grown, with the true day inside the bounds', () => {
    const found = timeToFull(peaks(120, 100), 80_000)!;
    const truth = (80_000 - 50_000 - 100 * 119) / 100;
    expect(Math.abs(found.growthPerDay - 100)).toBeLessThan(5);
    expect(found.earliestDays!).toBeLessThan(truth);
    expect(found.latestDays!).toBeGreaterThan(truth - 15);
    expect(Math.abs(found.days! - truth)).toBeLessThan(20);
  });

  it('are not bent by a week of maintenance, nor by missing days', () => {
    const disturbed = peaks(120, 100).map((peak, day) => (day > 60 && day < 68 ? 10_000 : day % 11 === 0 ? NaN : peak));
    expect(Math.abs(timeToFull(disturbed, 80_000)!.growthPerDay - 100)).toBeLessThan(10);
  });

  it('are none while it does not grow or shrinks, and zero once it is full', () => {
    expect(timeToFull(peaks(60, -50), 80_000)!.days).toBeUndefined();
    expect(timeToFull(peaks(60, 0), 80_000)!.latestDays).toBeUndefined();
    expect(timeToFull(peaks(60, 100), 50_000)!).toMatchObject({ days: 0, earliestDays: 0, latestDays: 0 });
  });

  it('are not told from less than two weeks', () => {
    expect(timeToFull(peaks(LEAST_DAYS - 1, 100), 80_000)).toBeUndefined();
    const mostlyGone = peaks(60, 100).map((peak, day) => (day < 50 ? NaN : peak));
    expect(timeToFull(mostlyGone, 80_000)).toBeUndefined();
  });

  it('have wider bounds the shorter the history', () => {
    const width = (days: number) => {
      const { earliestDays, latestDays } = timeToFull(peaks(days, 100), 50_000 + 100 * days + 20_000)!;
      return latestDays! - earliestDays!;
    };
    expect(width(30)).toBeGreaterThan(width(120));
  });
});
