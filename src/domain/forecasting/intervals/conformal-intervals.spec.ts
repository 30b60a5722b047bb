import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { StateReader, StateWriter } from '../../detection/state-bytes.js';
import type { Forecast } from '../forecast.js';
import { ConformalIntervals } from './conformal-intervals.js';
import { planIntervals } from './interval-plan.js';

const horizon = 24;
const levels = [0.8, 0.95];
const plan = planIntervals(horizon, levels);

/** Rack power that wanders around a level nobody foresees, hour by hour. `spreadAt` is the size of its noise. */
function wandering(hours: number, spreadAt: (hour: number) => number = () => 1, seed = 1): Float64Array {
  let state = seed;
  const uniform = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
  let drift = 0;
  return Float64Array.from({ length: hours }, (_, hour) => {
    drift = 0.9 * drift + uniform() - 0.5;
    return 100 + spreadAt(hour) * (drift + uniform() + uniform() + uniform() - 1.5);
  });
}

/** Forecasts `level` every hour, and answers with what was forecast at each. */
function follow(intervals: ConformalIntervals, values: Float64Array, from = 0, level = 100): Forecast[] {
  return Array.from(values, (value, i) => {
    intervals.arrive(from + i, value);
    return intervals.issue(from + i, new Float64Array(horizon).fill(level));
  });
}

/** The share of truths within the band of this level, over all forecasts from `from` on and all their steps. */
function coverage(forecasts: readonly Forecast[], values: Float64Array, from: number, levelIndex: number): number {
  let [inside, all] = [0, 0];
  for (let now = from; now + horizon < values.length; now++) {
    const band = forecasts[now]!.bands[levelIndex]!;
    for (let step = 0; step < horizon; step++) {
      const truth = values[now + 1 + step]!;
      all += 1;
      if (band.lower[step]! <= truth && truth <= band.upper[step]!) inside += 1;
    }
  }
  return inside / all;
}

describe('intervals around the forecasts of a series', () => {
  it('hold the truth as often as they say', () => {
    const values = wandering(3000);
    const forecasts = follow(new ConformalIntervals(plan), values);
    for (const [index, level] of levels.entries()) {
      expect(Math.abs(coverage(forecasts, values, 500, index) - level)).toBeLessThan(0.02);
    }
  });

  it('still do after a hall that was restless for months becomes calm, and the other way round', () => {
    for (const spreads of [
      [3, 1],
      [1, 3],
    ]) {
      const values = wandering(5000, (hour) => spreads[hour < 2000 ? 0 : 1]!);
      const forecasts = follow(new ConformalIntervals(plan), values);
      for (const [index, level] of levels.entries()) {
        expect(Math.abs(coverage(forecasts, values, 2000, index) - level)).toBeLessThan(0.04);
      }
    }
  });

  it('are narrow again soon when a series becomes calm', () => {
    const values = wandering(2600, (hour) => (hour < 2000 ? 5 : 1));
    const forecasts = follow(new ConformalIntervals(plan), values);
    const widthAt = (hour: number) => forecasts[hour]!.bands[0]!.upper[5]! - forecasts[hour]!.bands[0]!.lower[5]!;
    expect(widthAt(2599)).toBeLessThan(widthAt(1999) / 2);
  });

  it('nest around the mean, at every step', () => {
    const forecasts = follow(new ConformalIntervals(plan), wandering(400));
    for (const { mean, bands } of forecasts.slice(2)) {
      const [inner, outer] = bands;
      mean.forEach((expected, step) => {
        const edges = [outer!.lower, inner!.lower, mean, inner!.upper, outer!.upper].map((edge) => edge[step]!);
        expect(edges).toEqual([...edges].sort((a, b) => a - b));
        expect(expected).toBe(100);
      });
    }
  });

  it('are not told before the truth of any forecast has arrived', () => {
    const intervals = new ConformalIntervals(plan);
    expect(intervals.issue(0, new Float64Array(horizon)).bands).toEqual([]);
    intervals.arrive(1, 3);
    const { bands } = intervals.issue(1, new Float64Array(horizon));
    expect(bands.map(({ level }) => level)).toEqual(levels);
    expect(bands.every(({ upper }) => upper.every(Number.isFinite))).toBe(true);
  });

  it('never know what is still to come', () => {
    const values = wandering(600);
    const other = values.map((value, hour) => (hour <= 400 ? value : value + 50));
    const [told, toldToo] = [values, other].map((series) => follow(new ConformalIntervals(plan), series));
    expect(toldToo!.slice(0, 401)).toEqual(told!.slice(0, 401));
    expect(toldToo![450]).not.toEqual(told![450]);
  });

  it('learn of far steps only once those have come', () => {
    const intervals = new ConformalIntervals(plan);
    const farthest = Array.from(wandering(horizon + 20), (value, hour) => {
      const steps = intervals.arrive(hour, value).map(({ step }) => step);
      intervals.issue(hour, new Float64Array(horizon).fill(100));
      expect(steps.every((step) => step <= hour)).toBe(true);
      return Math.max(0, ...steps);
    });
    expect(Math.max(...farthest)).toBe(horizon);
  });

  it('have no width where a series never moves', () => {
    const forecasts = follow(new ConformalIntervals(plan), new Float64Array(200).fill(100));
    for (const { lower, upper } of forecasts.at(-1)!.bands) {
      expect([...lower, ...upper].every((edge) => edge === 100)).toBe(true);
    }
  });

  it('open again within days when a series that stood still for months starts to move', () => {
    for (const dust of [0, 1e-12]) {
      const values = wandering(2600, (hour) => (hour < 2000 ? dust : 1));
      const forecasts = follow(new ConformalIntervals(plan), values);
      expect(coverage(forecasts, values, 2072, 0)).toBeGreaterThan(0.75);
    }
  });

  it('are not spoilt by one broken reading', () => {
    const values = wandering(1000);
    const broken = Float64Array.from(values);
    broken[900] = 1e9;
    const [width, widthToo] = [values, broken].map((series) => {
      const { lower, upper } = follow(new ConformalIntervals(plan), series).at(-1)!.bands[1]!;
      return upper[3]! - lower[3]!;
    });
    expect(widthToo! / width!).toBeLessThan(1.5);
  });

  it('learn nothing from readings that are missing', () => {
    const intervals = new ConformalIntervals(plan);
    const before = follow(intervals, wandering(300)).at(-1)!;
    for (let hour = 300; hour < 330; hour++) expect(intervals.arrive(hour, NaN)).toEqual([]);
    expect(intervals.around(before.mean)).toEqual(intervals.around(new Float64Array(horizon).fill(100)));
    expect(intervals.arrive(400, 100)).toEqual([]);
  });

  it('go by the unit of the series', () => {
    fc.assert(
      fc.property(fc.constantFrom(0.001, 0.5, 1000), (scale) => {
        const values = wandering(200);
        const plain = follow(new ConformalIntervals(plan), values).at(-1)!.bands[0]!;
        const scaled = values.map((value) => value * scale);
        const other = follow(new ConformalIntervals(plan), scaled, 0, 100 * scale).at(-1)!.bands[0]!;
        other.upper.forEach((edge, step) => expect(edge / scale).toBeCloseTo(plain.upper[step]!, 6));
      }),
    );
  });

  it('say nothing that the metric cannot be', () => {
    const share = new ConformalIntervals(plan, { min: 0, max: 1 });
    const values = wandering(300).map((value) => Math.min(1, Math.max(0, (value - 100) / 3)));
    const forecasts = follow(share, values, 0, -0.02);
    for (const { mean, bands } of forecasts.slice(1)) {
      expect(mean.every((value) => value === 0)).toBe(true);
      for (const { lower, upper } of bands) {
        expect(lower.every((edge) => edge >= 0)).toBe(true);
        expect(upper.every((edge) => edge <= 1)).toBe(true);
      }
    }
  });

  it('go on after a restart as if there had been none', () => {
    const values = wandering(500);
    const running = new ConformalIntervals(plan);
    follow(running, values.subarray(0, 300));
    const writer = new StateWriter();
    running.save(writer);
    const restarted = new ConformalIntervals(plan);
    restarted.load(new StateReader(writer.bytes()));
    const rest = values.subarray(300);
    expect(follow(restarted, rest, 300)).toEqual(follow(running, rest, 300));
    expect(writer.length).toBeLessThan(2100);
    const other = new ConformalIntervals(planIntervals(horizon, [0.9]));
    expect(() => {
      other.load(new StateReader(writer.bytes()));
    }).toThrow('24 steps at the levels 0.8, 0.95');
  });

  it('are refused for a level that is none', () => {
    for (const level of [0, 1, 80, NaN]) expect(() => planIntervals(horizon, [level])).toThrow('between 0 and 1');
    expect(planIntervals(horizon, [0.95, 0.8, 0.8]).levels).toEqual([0.8, 0.95]);
  });
});
