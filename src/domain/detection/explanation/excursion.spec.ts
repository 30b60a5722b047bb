import { describe, expect, it } from '@jest/globals';
import { excursionAt, rankAmong } from './excursion.js';
import { movementOf } from './movement.js';

const minuteMs = 60_000;
/** One score a minute from time 0 on. */
const aMinute = (...score: number[]) => ({
  at: Float64Array.from(score, (_, i) => i * minuteMs),
  score: Float64Array.from(score),
});

describe('The stretch of trouble around a point', () => {
  it('begins at its first anomalous point and has the highest as its peak', () => {
    expect(excursionAt(aMinute(0.2, 1.5, 4, 2, 0.1), 3 * minuteMs)).toEqual({
      startsAt: minuteMs,
      beganEarlier: false,
      lastAt: 3 * minuteMs,
      peakAt: 2 * minuteMs,
      peakScore: 4,
    });
  });

  it('goes on over a minute of calm, and not over an hour', () => {
    expect(excursionAt(aMinute(0, 2, 0.5, 2, 0), 3 * minuteMs)?.startsAt).toBe(minuteMs);
    const calm = Array.from({ length: 60 }, () => 0.1);
    expect(excursionAt(aMinute(2, ...calm, 3), 61 * minuteMs)?.startsAt).toBe(61 * minuteMs);
  });

  it('holds all the points of trouble of a series that reports every five minutes', () => {
    const every5Minutes = (...score: number[]) => ({
      ...aMinute(...score),
      at: aMinute(...score).at.map((at) => 5 * at),
    });
    expect(excursionAt(every5Minutes(0, 2, 3, 0.4, 2, 0.1), 20 * minuteMs)).toMatchObject({
      startsAt: 5 * minuteMs,
      lastAt: 20 * minuteMs,
      peakAt: 10 * minuteMs,
    });
    expect(excursionAt(every5Minutes(2, 0.1, 0.1, 3, 0.1), 15 * minuteMs)?.startsAt).toBe(15 * minuteMs);
  });

  it('goes by the usual distance between points where one is missing', () => {
    const score = [0.1, 0.1, 0.1, 2, 2, 0.1];
    const { at } = aMinute(...score);
    const gap = {
      at: at.map((moment, index) => (index > 3 ? moment + 10 * minuteMs : moment)),
      score: Float64Array.from(score),
    };
    expect(excursionAt(gap, 14 * minuteMs)?.startsAt).toBe(14 * minuteMs);
  });

  it('may have begun earlier when the first point that is known is in it', () => {
    expect(excursionAt(aMinute(2, 3), minuteMs)).toMatchObject({ startsAt: 0, beganEarlier: true });
  });

  it('is none while all is well, before it or after it', () => {
    const scores = aMinute(0.1, 0.2, 2, 0.1, 0.1);
    expect(excursionAt(scores, 0)).toBeUndefined();
    expect(excursionAt(scores, 4 * minuteMs)).toBeUndefined();
  });
});

describe('The rank of a score', () => {
  it('counts the hours that had one as high, and leaves out those without', () => {
    expect(rankAmong(2, Float64Array.of(0.1, NaN, 3, 2, 0.5))).toEqual({ hours: 4, hoursAsHigh: 2 });
  });
});

describe('A neighbour', () => {
  it('has moved when its score rose', () => {
    expect(movementOf(aMinute(0.1, NaN, 0.9, 3))).toEqual({ roseAt: 2 * minuteMs, peakScore: 3 });
  });

  it('has not moved while its score stays low, and nothing is known of one without scores', () => {
    expect(movementOf(aMinute(0.1, 0.4))).toEqual({ roseAt: NaN, peakScore: 0.4 });
    expect(movementOf(aMinute(NaN))).toEqual({ roseAt: NaN, peakScore: NaN });
  });
});
