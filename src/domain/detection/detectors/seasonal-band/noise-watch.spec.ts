import { describe, expect, it } from '@jest/globals';
import { blankLongRunPoint } from './long-run-point.js';
import { NoiseWatch } from './noise-watch.js';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const least = 0.01;

/** A trembling series whose every reading is learned. */
class Series {
  readonly #noise = new NoiseWatch(0);
  readonly #cells = new Float32Array(NoiseWatch.cells);
  #at = 0;
  #seed = 7;

  /** The gravest score of readings that tremble by so much, every so often. */
  run(forMs: number, everyMs: number, trembling: number): number {
    let gravest = 0;
    for (const end = this.#at + forMs; this.#at < end;) {
      this.#at += everyMs;
      const value = 22 + trembling * this.#gauss();
      const point = { ...blankLongRunPoint(), at: this.#at, value, elapsedMs: everyMs, learns: true };
      gravest = Math.max(gravest, this.#noise.score(this.#cells, point, least));
      this.#noise.pass(this.#cells, point, least);
    }
    return gravest;
  }

  #gauss(): number {
    let sum = 0;
    for (let i = 0; i < 12; i += 1) {
      this.#seed = (this.#seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
      sum += this.#seed / 2 ** 32;
    }
    return sum - 6;
  }
}

describe('A series that reports at another interval than it did', () => {
  it('is found restless again within days, and not for the change itself', () => {
    const series = new Series();
    expect(series.run(10 * day, minute, 0.3)).toBeLessThan(1);
    expect(series.run(4 * day, 5 * minute, 0.3)).toBeLessThan(1);
    expect(series.run(12 * hour, 5 * minute, 0.9)).toBeGreaterThanOrEqual(1);
  });
});
