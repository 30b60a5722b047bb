import { describe, expect, it } from '@jest/globals';
import { emptyVerdict } from '../../detector.js';
import type { MetricNature } from '../../metric-nature.js';
import { SeasonalBand } from './seasonal-band.js';

const start = Date.UTC(2026, 0, 5);
const stepMs = 10_000;
const perMinute = 6;
const perHour = 360;
const perDay = 24 * perHour;

/** A series at 10-second steps that remembers how it was judged. */
class Watched {
  readonly #detector: SeasonalBand;
  readonly #verdict = emptyVerdict();
  #index = 0;
  #seed = 7;

  constructor(resolution: number, nature: MetricNature = 'held') {
    this.#detector = new SeasonalBand({ resolution, nature });
  }

  /** Feeds `count` values made from the time since the start in steps; answers their scores. */
  feed(count: number, valueAt: (index: number) => number): number[] {
    return Array.from({ length: count }, () => {
      const at = start + this.#index * stepMs;
      const value = valueAt(this.#index);
      this.#detector.scoreOne(at, value, this.#verdict);
      this.#detector.learnOne(at, value);
      this.#index += 1;
      return this.#verdict.score;
    });
  }

  skip(steps: number): void {
    this.#index += steps;
  }

  get band() {
    return this.#verdict;
  }

  /** Repeatable noise, roughly normal, with standard deviation 1. */
  noise = (): number => {
    let sum = 0;
    for (let i = 0; i < 12; i++) {
      this.#seed = (this.#seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
      sum += this.#seed / 2 ** 32;
    }
    return sum - 6;
  };
}

const day = (index: number) => Math.sin((2 * Math.PI * index) / perDay);
const alarms = (scores: readonly number[]) => scores.filter((score) => score >= 1).length;

describe('a sensor that has read 65,535 once', () => {
  it('has a band that sees it get five degrees warmer, the hour after and days later', () => {
    for (const hoursLater of [1, 72]) {
      const inlet = new Watched(0.3);
      inlet.feed(perDay, (i) => 22 + day(i) + 0.1 * inlet.noise());
      expect(inlet.feed(1, () => 65_535)[0]).toBeGreaterThan(1);
      inlet.feed(hoursLater * perHour, (i) => 22 + day(i) + 0.1 * inlet.noise());
      expect(alarms(inlet.feed(10 * perMinute, (i) => 27 + day(i) + 0.1 * inlet.noise()))).toBeGreaterThan(30);
    }
  });

  it('still learns what goes on and comes again: of bursts a hundred degrees high it tells three', () => {
    const inlet = new Watched(0.3);
    inlet.feed(2 * perDay, () => 22 + 0.1 * inlet.noise());
    const told = Array.from({ length: 8 }, () => {
      const scores = inlet.feed(5 * perMinute, () => 122 + 0.1 * inlet.noise());
      inlet.feed(3 * perHour, () => 22 + 0.1 * inlet.noise());
      return alarms(scores) > 0;
    });
    expect(told).toEqual([true, true, true, false, false, false, false, false]);
  });
});

describe('the seasonal band', () => {
  it('sees a CRAH fan stop at the very first reading, five minutes after it began to watch', () => {
    const fan = new Watched(0.02);
    expect(alarms(fan.feed(5 * perMinute + 1, () => 0.6 + 0.004 * fan.noise()))).toBe(0);
    expect(fan.feed(1, () => 0)[0]).toBeGreaterThan(1);
    expect(fan.band.expected).toBeCloseTo(0.6, 1);
  });

  it('keeps saying so for hours while the fan stands still', () => {
    const fan = new Watched(0.02);
    fan.feed(perHour, () => 0.6 + 0.004 * fan.noise());
    expect(alarms(fan.feed(2 * perHour, () => 0))).toBe(2 * perHour);
  });

  it('is quiet within two minutes after the fan came back', () => {
    const fan = new Watched(0.02);
    fan.feed(6 * perHour, () => 0.6 + 0.004 * fan.noise());
    fan.feed(perHour, () => 0);
    fan.feed(2 * perMinute, () => 0.6 + 0.004 * fan.noise());
    expect(alarms(fan.feed(perHour, () => 0.6 + 0.004 * fan.noise()))).toBe(0);
  });

  it('alarms anew each time a fan fails, for the first few times', () => {
    const fan = new Watched(0.02);
    fan.feed(6 * perHour, () => 0.6 + 0.004 * fan.noise());
    for (let failure = 0; failure < 3; failure++) {
      expect(fan.feed(1, () => 0)[0]).toBeGreaterThan(1);
      fan.feed(perHour, () => 0.6 + 0.004 * fan.noise());
    }
  });

  it('sees an inlet rise by 3 K over five minutes before it is there', () => {
    const inlet = new Watched(0.5);
    inlet.feed(6 * perHour, (i) => 22 + day(i) + 0.15 * inlet.noise());
    const rise = inlet.feed(5 * perMinute, (i) => 22 + day(i) + (i - 6 * perHour) / 10 + 0.15 * inlet.noise());
    expect(alarms(rise)).toBeGreaterThan(perMinute);
  });

  it('is quiet on five ordinary days of load, temperature and weather', () => {
    const load = new Watched(0.02);
    expect(alarms(load.feed(5 * perDay, (i) => 0.45 + 0.2 * day(i) + 0.02 * load.noise()))).toBe(0);
    const inlet = new Watched(0.5);
    expect(alarms(inlet.feed(5 * perDay, (i) => 22 + 1.5 * day(i) + 0.15 * inlet.noise()))).toBe(0);
    const weather = new Watched(0.5);
    expect(alarms(weather.feed(5 * perDay, (i) => 12 + 7 * day(i)))).toBe(0);
  });

  it('finds nothing in a change that is below the resolution of the metric', () => {
    const supply = new Watched(0.5);
    supply.feed(perHour, () => 18);
    expect(supply.feed(1, () => 18.4)[0]).toBeLessThan(1);
    expect(supply.feed(1, () => 19.4)[0]).toBeGreaterThan(1);
  });

  it('does not forget within the day that a fan stands still', () => {
    const fan = new Watched(0.02);
    fan.feed(perDay, () => 0.6 + 0.004 * fan.noise());
    expect(alarms(fan.feed(23 * perHour, () => 0))).toBe(23 * perHour);
  });

  it('takes a new setpoint for the new level after a day', () => {
    const setpoint = new Watched(0.5);
    setpoint.feed(perDay, () => 18);
    expect(alarms(setpoint.feed(23 * perHour, () => 21))).toBe(23 * perHour);
    setpoint.feed(2 * perHour, () => 21);
    expect(alarms(setpoint.feed(perHour, () => 21))).toBe(0);
    expect(setpoint.band.expected).toBeCloseTo(21, 0);
  });

  it('does not judge the first reading after a silence of hours', () => {
    const inlet = new Watched(0.5);
    inlet.feed(perHour, () => 22);
    inlet.skip(5 * perHour);
    expect(inlet.feed(1, () => 26)[0]).toBe(0);
    expect(inlet.band.expected).toBeNaN();
    expect(inlet.feed(1, () => 26)[0]).toBe(0);
  });

  it('expects the morning ramp once it has seen a few mornings', () => {
    const ramp = (i: number) => (i % perDay < 8 * perHour ? 100 : 300);
    const load = new Watched(10);
    const firstMorning = alarms(load.feed(perDay, ramp));
    load.feed(4 * perDay, ramp);
    expect(alarms(load.feed(perDay, ramp))).toBeLessThan(firstMorning / 2);
  });

  it('knows the levels between which batch work jumps, and sees one that it never had', () => {
    const jobs = (i: number) => (i % (5 * perHour) < 4 * perHour ? 2400 : 1500);
    const power = new Watched(10, 'carried');
    expect(alarms(power.feed(3 * perDay, (i) => jobs(i) + 8 * power.noise()))).toBe(0);
    expect(alarms(power.feed(perMinute, () => 0))).toBe(perMinute);
  });

  it('does not mind the first pause of jobs that is twice as deep as any of its first eight days, and sees it switched off', () => {
    const power = new Watched(10, 'carried');
    const withPause = (depth: number) => (i: number) => {
      const hour = (i % perDay) / perHour;
      const pausesAt = 2 + ((5 * Math.floor(i / perDay)) % 20);
      return 2_000 - (hour > pausesAt && hour < pausesAt + 0.1 ? depth : 0) + 8 * power.noise();
    };
    power.feed(8 * perDay, withPause(200));
    expect(alarms(power.feed(perDay, withPause(390)))).toBe(0);
    expect(alarms(power.feed(perMinute, () => 0))).toBe(perMinute);
  });

  it('does not mind a tower fan that needs twice its power on the first warm evening: there is no rest above', () => {
    const fan = new Watched(50, 'compound');
    fan.feed(3 * perDay, (i) => 300 + 60 * Math.sin(i / 60) + 10 * fan.noise());
    expect(alarms(fan.feed(5 * perMinute, () => 620 + 10 * fan.noise()))).toBe(0);
    expect(alarms(fan.feed(perMinute, () => 900))).toBe(perMinute);
  });

  it('does not mind a machine that idles, nor judge its load before it has seen a day', () => {
    const load = new Watched(0.02, 'demand');
    load.feed(perHour, () => 0.3 + 0.01 * load.noise());
    expect(alarms(load.feed(perMinute, () => 0.95))).toBe(0);
    load.feed(perDay, () => 0.5 + 0.01 * load.noise());
    expect(alarms(load.feed(perMinute, () => 0.02))).toBe(0);
    expect(load.band.lower).toBeGreaterThan(0.02);
  });

  it('sees a runaway job on a machine whose load only ever drifted', () => {
    const load = new Watched(0.02, 'demand');
    load.feed(2 * perDay, (i) => 0.35 + 0.1 * day(i) + 0.01 * load.noise());
    expect(alarms(load.feed(perMinute, () => 0.95))).toBe(perMinute);
  });

  it('goes on quietly when history at one-minute steps turns into life at ten seconds', () => {
    const inlet = new Watched(0.5);
    const reading = (i: number) => 22 + day(i) + 0.15 * inlet.noise();
    for (let minute = 0; minute < 26 * 60; minute += 1) {
      expect(alarms(inlet.feed(1, reading))).toBe(0);
      inlet.skip(perMinute - 1);
    }
    expect(alarms(inlet.feed(perDay, reading))).toBe(0);
  });

  it('sees a sensor that sticks after a day of trembling, by a band that is the value alone', () => {
    const inlet = new Watched(0.5);
    inlet.feed(perDay, () => Math.round(10 * (22 + 0.08 * inlet.noise())) / 10);
    const scores = inlet.feed(20 * perMinute, () => 22.1);
    expect(alarms(scores.slice(0, 5 * perMinute))).toBe(0);
    expect(scores.at(-1)).toBeGreaterThanOrEqual(1);
    expect(inlet.band).toMatchObject({ lower: 22.1, expected: 22.1, upper: 22.1 });
    expect(inlet.feed(1, () => 22)[0]).toBeLessThan(1);
  });
});
