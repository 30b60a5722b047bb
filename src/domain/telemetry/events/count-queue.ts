import { WINDOW_MS } from './event-windows.js';

/** The number of a minute, of the series whose events were counted. */
export interface MinuteCount {
  readonly eventSeriesId: number;
  /** Beginning of the minute. */
  readonly at: number;
  readonly count: number;
}

interface Run {
  readonly first: MinuteCount;
  readonly minutes: number;
}

/**
 * Numbers that wait to be taken, in order. Minutes in a row with the same number are kept as one, and told apart when
 * they are taken: four quiet days of a few hundred users are millions of zeros, and no more than a few hundred runs.
 */
export class CountQueue {
  #runs: Run[] = [];
  /** What has been taken already: whole runs, and minutes of the next one. */
  #runsTaken = 0;
  #minutesTaken = 0;

  /** Adds the number of this minute and of those after it. */
  add(first: MinuteCount, minutes: number): void {
    this.#runs.push({ first, minutes });
  }

  /** The oldest numbers, at most so many. */
  take(atMost: number): MinuteCount[] {
    const taken: MinuteCount[] = [];
    while (taken.length < atMost) {
      const run = this.#runs[this.#runsTaken];
      if (!run) {
        this.#runs = [];
        this.#runsTaken = 0;
        break;
      }
      taken.push({ ...run.first, at: run.first.at + this.#minutesTaken * WINDOW_MS });
      this.#minutesTaken += 1;
      if (this.#minutesTaken < run.minutes) continue;
      this.#minutesTaken = 0;
      this.#runsTaken += 1;
    }
    return taken;
  }
}
