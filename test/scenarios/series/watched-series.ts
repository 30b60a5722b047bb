import { detectors } from '../../../src/domain/detection/catalogue.js';
import { type DetectorOptions, emptyVerdict, type Verdict } from '../../../src/domain/detection/detector.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** A Monday. */
export const START_MS = Date.UTC(2026, 0, 5);

/** One series under the live detector, read at even steps, that remembers how it was judged. */
export class WatchedSeries {
  readonly verdict: Verdict = emptyVerdict();
  readonly #detector;
  #at: number;
  #seed = 7;

  constructor(
    options: DetectorOptions,
    readonly stepMs = MINUTE_MS,
    startMs = START_MS,
  ) {
    this.#detector = detectors['seasonal-band'](options);
    this.#at = startMs;
  }

  get now(): number {
    return this.#at;
  }

  /** Feeds what `valueAt` makes of each time; answers the times at which the score was 1 or more, in order. */
  feed(durationMs: number, valueAt: (at: number) => number): number[] {
    const alarms: number[] = [];
    for (const end = this.#at + durationMs; this.#at < end; this.#at += this.stepMs) {
      const value = valueAt(this.#at);
      this.#detector.scoreOne(this.#at, value, this.verdict);
      this.#detector.learnOne(this.#at, value);
      if (this.verdict.score >= 1) alarms.push(this.#at);
    }
    return alarms;
  }

  /** Time without readings. */
  skip(durationMs: number): void {
    this.#at += durationMs;
  }

  /** Repeatable, above 0 and below 1. */
  uniform = (): number => {
    this.#seed = (this.#seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return (this.#seed + 0.5) / 2 ** 32;
  };

  /** Repeatable and roughly normal, with standard deviation 1. */
  noise = (): number => {
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += this.uniform();
    return sum - 6;
  };
}

/** Hour of the day, 0 to 24, at an offset from UTC. */
export function hourOf(at: number, offsetMs = 0): number {
  return ((((at + offsetMs) % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS;
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(at: number): number {
  return (Math.floor(at / DAY_MS) + 3) % 7;
}
