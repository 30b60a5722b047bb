import { describe, expect, it } from '@jest/globals';
import { DayProfile } from './day-profile.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const wave = (at: number) => 10 * Math.sin((2 * Math.PI * at) / day);

const profile = new DayProfile(0);

function learned(days: number, stepMs: number): { valueAt: (at: number) => number } {
  const cells = new Float32Array(DayProfile.cells);
  for (let at = 0; at < days * day; at += stepMs) profile.learn(cells, at, wave(at), stepMs);
  return { valueAt: (at) => profile.valueAt(cells, at) };
}

describe('the profile of a day', () => {
  it('says nothing during the first day', () => {
    expect(learned(0.9, 5 * minute).valueAt(6 * hour)).toBe(0);
  });

  it('fades in over the second day', () => {
    const halfway = learned(1.5, 5 * minute).valueAt(6 * hour);
    expect(halfway).toBeGreaterThan(3);
    expect(halfway).toBeLessThan(7);
  });

  it.each([
    ['ten seconds', minute / 6],
    ['five minutes', 5 * minute],
    ['an hour', hour],
  ])('knows the course of the day after a few days of readings every %s', (_name, stepMs) => {
    const profile = learned(4, stepMs);
    for (let at = 4 * day; at < 5 * day; at += 17 * minute) {
      expect(Math.abs(profile.valueAt(at) - wave(at))).toBeLessThan(stepMs === hour ? 3.5 : 1);
    }
  });

  it('goes over from one half hour to the next without a step', () => {
    const profile = learned(4, 5 * minute);
    for (let at = 0; at < day; at += 10_000) {
      expect(Math.abs(profile.valueAt(at + 10_000) - profile.valueAt(at))).toBeLessThan(0.05);
    }
  });

  it('works for times before 1970 too', () => {
    expect(learned(4, 5 * minute).valueAt(-18 * hour)).toBeCloseTo(learned(4, 5 * minute).valueAt(6 * hour), 6);
  });
});
