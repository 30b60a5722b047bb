import { describe, expect, it } from '@jest/globals';
import { StateReader, StateWriter } from '../../detection/state-bytes.js';
import { planIntervals } from '../intervals/interval-plan.js';
import { LiveSkill } from './live-skill.js';

const horizon = 24;
const plan = planIntervals(horizon, [0.8, 0.95]);

/** What a forecaster expects of a step, and what the seasonal naive one does. */
type Guess = (hour: number) => number;

const load: Guess = (hour) => 300 + 80 * Math.sin((2 * Math.PI * hour) / 24) + ((hour * 7919) % 13) - 6;
const wrongBy =
  (error: number): Guess =>
  (hour) =>
    load(hour) + (hour % 2 === 0 ? error : -error);

/** Lives through the hours from `from` up to `to` with these two forecasters. */
function live(skill: LiveSkill, from: number, to: number, forecaster: Guess, baseline: Guess): void {
  for (let hour = from; hour < to; hour++) {
    skill.arrive(hour, load(hour));
    skill.issue(hour, { forecaster: ahead(hour, forecaster), baseline: ahead(hour, baseline) });
  }
}

function ahead(hour: number, guess: Guess): Float64Array {
  return Float64Array.from({ length: horizon }, (_, step) => guess(hour + 1 + step));
}

describe('the live skill of a series', () => {
  it('compares the forecaster with the seasonal naive one, near and far', () => {
    const skill = new LiveSkill(plan);
    live(skill, 0, 200, wrongBy(2), wrongBy(4));
    const { hasSkill, overall, buckets } = skill.report();
    expect(hasSkill).toBe(true);
    expect(overall.mse).toBeCloseTo(4, 9);
    expect(overall.baselineMse).toBeCloseTo(16, 9);
    expect(overall.skill).toBeCloseTo(0.75, 9);
    expect(overall.mae).toBeCloseTo(2, 9);
    expect(overall.mase).toBeCloseTo(0.5, 9);
    expect(buckets.map(({ firstStep, lastStep }) => [firstStep, lastStep])).toEqual([
      [1, 1],
      [2, 2],
      [3, 4],
      [5, 8],
      [9, 16],
      [17, 24],
    ]);
    for (const bucket of buckets) expect(bucket.skill).toBeCloseTo(0.75, 9);
  });

  it('knows nothing before a forecast has been judged', () => {
    const { hasSkill, overall, buckets } = new LiveSkill(plan).report();
    expect(hasSkill).toBe(true);
    expect(overall).toMatchObject({ judged: 0, mse: NaN, skill: NaN, mase: NaN, coverage: [NaN, NaN] });
    expect(buckets.every(({ judged, mae }) => judged === 0 && Number.isNaN(mae))).toBe(true);
  });

  it('counts how often the bands held the truth', () => {
    const skill = new LiveSkill(plan);
    const noise: Guess = (hour) => load(hour) + 30 * (((hour * 0.7548776662) % 1) - 0.5);
    live(skill, 0, 3000, noise, wrongBy(20));
    const { coverage } = skill.report().overall;
    expect(Math.abs(coverage[0]! - 0.8)).toBeLessThan(0.05);
    expect(Math.abs(coverage[1]! - 0.95)).toBeLessThan(0.04);
  });

  it('tells the seasonal naive forecast, with its own bands, when the forecaster has been worse for a while', () => {
    const skill = new LiveSkill(plan);
    live(skill, 0, 200, wrongBy(9), wrongBy(3));
    expect(skill.hasSkill()).toBe(false);
    const { told } = skill.issue(200, { forecaster: ahead(200, wrongBy(9)), baseline: ahead(200, wrongBy(3)) });
    expect(told.mean).toEqual(ahead(200, wrongBy(3)));
    const [inner] = told.bands;
    expect(inner!.upper[0]! - told.mean[0]!).toBeLessThan(5);
  });

  it('does not give up a forecaster over its first bad day, nor over a tie', () => {
    const skill = new LiveSkill(plan);
    live(skill, 0, 40, wrongBy(9), wrongBy(3));
    expect(skill.hasSkill()).toBe(true);
    const tie = new LiveSkill(plan);
    live(tie, 0, 500, wrongBy(3.02), wrongBy(3));
    expect(tie.hasSkill()).toBe(true);
  });

  it('takes the forecaster back once it has been better for a while, and not at the first tie', () => {
    const skill = new LiveSkill(plan);
    live(skill, 0, 500, wrongBy(4), wrongBy(3));
    live(skill, 500, 2500, wrongBy(3), wrongBy(3));
    expect(skill.hasSkill()).toBe(false);
    live(skill, 2500, 4000, wrongBy(1), wrongBy(3));
    expect(skill.hasSkill()).toBe(true);
  });

  it('stays as it is through an outage of the sensor, and for a series that never moves', () => {
    const skill = new LiveSkill(plan);
    live(skill, 0, 200, wrongBy(2), wrongBy(4));
    const before = skill.report();
    for (let hour = 200; hour < 300; hour++) skill.arrive(hour, NaN);
    expect(skill.report()).toEqual(before);
    const still = new LiveSkill(plan);
    live(still, 0, 300, load, load);
    expect(still.hasSkill()).toBe(true);
    expect(still.report().overall).toMatchObject({ mse: 0, skill: 0 });
  });

  it('goes on after a restart as if there had been none, in few bytes', () => {
    const running = new LiveSkill(plan);
    live(running, 0, 200, wrongBy(9), wrongBy(3));
    const writer = new StateWriter();
    running.save(writer);
    expect(writer.length).toBeLessThan(5000);
    const restarted = new LiveSkill(plan);
    const reader = new StateReader(writer.bytes());
    restarted.load(reader);
    expect(reader.atEnd).toBe(true);
    expect(restarted.report()).toEqual(running.report());
    live(running, 200, 260, wrongBy(1), wrongBy(3));
    live(restarted, 200, 260, wrongBy(1), wrongBy(3));
    expect(restarted.report()).toEqual(running.report());
  });
});
