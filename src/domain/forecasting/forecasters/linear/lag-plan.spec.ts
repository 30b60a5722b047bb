import { describe, expect, it } from '@jest/globals';
import { trainingOf } from '../../training.js';
import { lagPlan } from './lag-plan.js';

const minuteMs = 60_000;

/** The plan for one series of so many readings. */
function planFor(rows: number, stepMinutes: number, lookback?: number) {
  const series = { startMs: 0, stepMs: stepMinutes * minuteMs, values: new Float64Array(rows).fill(1) };
  return lagPlan(trainingOf([series], { horizons: [24], lookback }));
}

describe('how far back linear maps look', () => {
  it('is one, two or three weeks of hours', () => {
    expect(planFor(9_000, 60)).toEqual({ season: 24, past: 504, lookbacks: [168, 336, 504] });
  });

  it('is less, in whole days, while history is short', () => {
    expect(planFor(24 * 20, 60)).toEqual({ season: 24, past: 144, lookbacks: [48, 96, 144] });
  });

  it('is in weeks where a step is a day', () => {
    expect(planFor(200, 24 * 60)).toEqual({ season: 7, past: 56, lookbacks: [21, 35, 56] });
  });

  it('knows no day where a step is a minute', () => {
    expect(planFor(20_000, 1)).toEqual({ season: 1, past: 504, lookbacks: [168, 336, 504] });
  });

  it('is what it is told, with the mean day of the days that it touches', () => {
    expect(planFor(9_000, 60, 30)).toEqual({ season: 24, past: 48, lookbacks: [30] });
  });

  it('is refused where there is nothing to learn from', () => {
    expect(() => planFor(100, 60)).toThrow(/the training is too short; at least 168 steps are needed/);
    expect(() => planFor(100, 60, 96)).toThrow(/too short/);
  });
});
