import { describe, expect, it } from '@jest/globals';
import { emptyVerdict } from '../../detector.js';
import { Allowance, noAllowance } from '../../feedback/allowance.js';
import type { FeedbackVerdict } from '../../feedback/lesson.js';
import { SeasonalBand } from './seasonal-band.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 5);

/** One series, read every minute, whose trouble is kept out of learning as the lane does. */
class Watch {
  readonly #detector = new SeasonalBand({ resolution: 0.1 });
  readonly #verdict = emptyVerdict();
  #at = start;
  #seed = 7;
  #beganAt = 0;
  #gravest = { score: 0, value: 0, expected: 0 };

  get at(): number {
    return this.#at;
  }

  noise = (): number => {
    let sum = 0;
    for (let i = 0; i < 12; i += 1) {
      this.#seed = (this.#seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
      sum += this.#seed / 2 ** 32;
    }
    return sum - 6;
  };

  /** Minutes in trouble. */
  run(forMs: number, course: (at: number) => number, learns: 'all' | 'calm' | 'nothing' = 'calm'): number {
    let troubled = 0;
    this.#gravest = { score: 0, value: 0, expected: 0 };
    for (const end = this.#at + forMs; this.#at < end; this.#at += minute) {
      const value = course(this.#at);
      this.#detector.scoreOne(this.#at, value, this.#verdict);
      const { score, expected } = this.#verdict;
      if (score >= 1) troubled += 1;
      if (troubled === 1) this.#beganAt = this.#at;
      if (score > this.#gravest.score) this.#gravest = { score, value, expected };
      if (learns === 'all' || (learns === 'calm' && (score < 1 || troubled === 1)))
        this.#detector.learnOne(this.#at, value);
      else this.#detector.followOne(this.#at, value, true);
    }
    return troubled;
  }

  /** What an operator says of the trouble of the last run. */
  say(verdict: FeedbackVerdict): void {
    const { value, expected, score: peakScore } = this.#gravest;
    const lesson = { verdict, startsAt: this.#beganAt, value, expected, peakScore };
    const allowance = this.#detector.allowance === noAllowance ? new Allowance() : this.#detector.allowance;
    allowance.take(lesson);
    this.#detector.allowance = allowance.isNone ? noAllowance : allowance;
    this.#detector.teach(lesson);
  }
}

/** A kind of trouble that no single reading shows: three weeks of its series while well, and the trouble, at its worst. */
const kinds = {
  'a slow drift': {
    well: (watch: Watch) => () => 22 + 0.1 * watch.noise(),
    ill: (watch: Watch, since: number) => (at: number) =>
      22 + Math.min(1.5, (0.15 * (at - since)) / hour) + 0.1 * watch.noise(),
  },
  'restless readings': {
    well: (watch: Watch) => () => 22 + 0.3 * watch.noise(),
    ill: (watch: Watch) => () => 22 + 0.65 * watch.noise(),
  },
  'a stopped cycle': {
    well: (watch: Watch) => (at: number) => (at % (20 * minute) < 10 * minute ? 5 : 3) + 0.1 * watch.noise(),
    ill: (watch: Watch) => () => 5 + 0.1 * watch.noise(),
  },
} as const;

describe.each(Object.entries(kinds))('%s', (_what, { well, ill }) => {
  const known = () => {
    const watch = new Watch();
    watch.run(21 * day, well(watch), 'all');
    return watch;
  };

  it('ends when an operator calls it no anomaly, and is none the next time but for minutes', () => {
    const watch = known();
    const troubled = watch.run(12 * hour, ill(watch, watch.at));
    expect(troubled).toBeGreaterThan(60);
    watch.say('not-anomaly');
    expect(watch.run(30 * minute, ill(watch, watch.at - 12 * hour))).toBe(0);
    watch.run(4 * day, well(watch));
    expect(watch.run(12 * hour, ill(watch, watch.at))).toBeLessThan(troubled / 20);
  });

  it('is one again once that is withdrawn, or called real', () => {
    for (const verdict of ['withdrawn', 'real'] as const) {
      const watch = known();
      watch.run(12 * hour, ill(watch, watch.at));
      watch.say('not-anomaly');
      watch.say(verdict);
      expect(watch.run(30 * minute, ill(watch, watch.at - 12 * hour))).toBeGreaterThan(0);
    }
  });

  it('is found again however often it came while it was not learned', () => {
    const watch = known();
    let last = 0;
    for (let time = 0; time < 4; time += 1) {
      last = watch.run(12 * hour, ill(watch, watch.at));
      watch.run(2 * day, well(watch));
    }
    expect(last).toBeGreaterThan(0);
  });

  it('leaves no alert behind where it began in maintenance and has passed', () => {
    const watch = known();
    watch.run(6 * hour, ill(watch, watch.at), 'nothing');
    watch.run(hour, well(watch), 'nothing');
    expect(watch.run(2 * day, well(watch))).toBe(0);
  });
});

describe('Restless readings of a series that peaks thrice a day', () => {
  it('leave its peaks usual when an operator calls them real', () => {
    const watch = new Watch();
    const { well, ill } = kinds['restless readings'];
    const trembling = well(watch);
    const peaking = (at: number) => trembling() + (at % (8 * hour) === 4 * hour ? 4 : 0);
    watch.run(21 * day, peaking, 'all');
    expect(watch.run(day, peaking)).toBe(0);
    expect(watch.run(11 * hour, ill(watch))).toBeGreaterThan(60);
    watch.say('real');
    watch.run(13 * hour, trembling);
    expect(watch.run(day, peaking)).toBe(0);
  });
});
