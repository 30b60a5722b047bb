import { describe, expect, it } from '@jest/globals';
import { planIntervals } from './interval-plan.js';
import { IntervalScore } from './interval-score.js';

const plan = planIntervals(2, [0.5, 0.9]);
/** Readings that a forecast of 0 is wrong about by 1 or by 2, in turn by the hour. */
const values = Float64Array.from({ length: 400 }, (_, hour) => (hour % 4 === 3 ? 2 : 1));
const zero = (): Float64Array => new Float64Array(2);

describe('the score of intervals over a recorded series', () => {
  it('is the share of truths inside and the mean width, by level', () => {
    const score = new IntervalScore(plan);
    score.add(values, zero, { from: 0, scoredFrom: 200 });
    const [half, most] = score.result();
    expect(half!.meanWidth).toBeGreaterThan(1.5);
    expect(half!.meanWidth).toBeLessThan(2.5);
    expect(half!.coverage).toBeLessThan(0.76);
    expect(most!.meanWidth).toBeGreaterThan(half!.meanWidth);
    expect(most!.coverage).toBeGreaterThan(0.8);
  });

  it('counts only forecasts from the first that is to be scored, but learns from those before', () => {
    const [few, many] = [new IntervalScore(plan), new IntervalScore(plan)];
    const now: number[] = [];
    few.add(values, (at) => (now.push(at), zero()), { from: 100, scoredFrom: 397 });
    expect([now[0], now.at(-1)]).toEqual([100, 397]);
    many.add(values, zero, { from: 397, scoredFrom: 397 });
    expect(few.result()[1]!.coverage).toBeGreaterThan(many.result()[1]!.coverage);
  });

  it('leaves out truths that are missing, and knows nothing of nothing', () => {
    const holed = values.map((value, hour) => (hour % 3 === 0 ? NaN : value));
    const score = new IntervalScore(plan);
    score.add(holed, zero, { from: 0, scoredFrom: 200 });
    expect(score.result()[1]!.coverage).toBeGreaterThan(0.8);
    expect(new IntervalScore(plan).result()[0]).toEqual({ level: 0.5, coverage: NaN, meanWidth: NaN });
  });
});
