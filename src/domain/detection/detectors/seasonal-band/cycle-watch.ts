import { REAL_MARGIN } from '../../feedback/allowance.js';
import type { Lesson } from '../../feedback/lesson.js';
import { LastExcursion } from './last-excursion.js';
import type { LongRunPoint } from './long-run-point.js';
import { rateOf } from './rate-of.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** Memory of the middle about which the series cycles: so many of its longest runs, within bounds. */
const CENTRE_RUNS = 8;
const SHORTEST_CENTRE_MS = DAY_MS / 4;
const LONGEST_CENTRE_MS = 7 * DAY_MS;
const AMPLITUDE_MS = DAY_MS;
/** A run on one side is suspicious when it is this many times as long as the longest that has ended: see `Stillness`. */
const RUN_FACTOR = 3;
const FEWEST_POINTS = 30;
const SHORTEST_MS = 10 * MINUTE_MS;
/** Runs that must have ended, and how much longer than the mean the longest may be, before a series counts as cycling. */
const FEWEST_RUNS = 30;
const REGULAR = 12;
/** What stays longer goes by the day, and a weekend would be a stop. */
const LONGEST_STAY_MS = DAY_MS / 3;
/** So many of its longest runs a series must have been watched for. */
const FEWEST_LONGEST = 20;
const RUN_MEMORY = 100;
const RUN_MEMORY_MS = 7 * DAY_MS;
/** Share of an anomalous run's excess that becomes usual once it is over. */
const EXCURSION_SHARE = 0.4;

const CENTRE = 0;
const AMPLITUDE = 1;
const SIDE = 2;
const RUN_POINTS = 3;
const RUN_MS = 4;
const LONGEST_POINTS = 5;
const LONGEST_MS = 6;
const MEAN_RUN_MS = 7;
const RUNS = 8;
const WATCHED = 9;

/**
 * Tells a cycle that has stopped, such as a compressor that no longer switches off or a door that stays open, and small
 * shifts of what only ever trembled: the series stays on one side of its middle for longer than it ever did. Only series
 * whose stays are of about one length are judged; what wanders, or goes by the day, has no such length.
 */
export class CycleWatch {
  static readonly cells = WATCHED + 1 + LastExcursion.cells;
  readonly #excursion: LastExcursion;

  constructor(private readonly firstCell: number) {
    this.#excursion = new LastExcursion(firstCell + WATCHED + 1);
  }

  /** 1 or more when the cycle would have stopped if the series had this value now; less than `least` from its middle is nothing. */
  score(cells: Float32Array, { at, value, elapsedMs, allowance }: LongRunPoint, least: number): number {
    const longestMs = this.#at(cells, LONGEST_MS);
    if (this.#at(cells, WATCHED) < Math.max(DAY_MS, FEWEST_LONGEST * longestMs)) return 0;
    if (this.#at(cells, RUNS) < FEWEST_RUNS) return 0;
    if (longestMs > LONGEST_STAY_MS || longestMs > REGULAR * this.#at(cells, MEAN_RUN_MS)) return 0;
    const distance = value - this.centre(cells);
    if (Math.sign(distance) !== this.#at(cells, SIDE)) return 0;
    const amplitude = this.amplitude(cells);
    if (Math.abs(distance) < Math.max(least, amplitude / 2)) return 0;
    // Operators judge by how far the series is from where it should be again: on the other side.
    if (allowance.covers(distance + Math.sign(distance) * amplitude)) return 0;
    const byPoints =
      (this.#at(cells, RUN_POINTS) + 1) / Math.max(FEWEST_POINTS, RUN_FACTOR * this.#at(cells, LONGEST_POINTS));
    const byTime =
      (this.#at(cells, RUN_MS) + elapsedMs) / Math.max(SHORTEST_MS, RUN_FACTOR * this.#longestOf(cells, distance, at));
    return Math.min(byPoints, byTime);
  }

  /** The middle, on the other side of which the series should be again. */
  centre(cells: Float32Array): number {
    return this.#at(cells, CENTRE);
  }

  /** Mean distance from the middle. */
  amplitude(cells: Float32Array): number {
    return this.#at(cells, AMPLITUDE);
  }

  /** Learns the reading, or only keeps up with it: of a stay that ends then nothing is learned. */
  pass(cells: Float32Array, point: LongRunPoint, least: number, learns: boolean): void {
    const { at, value, elapsedMs } = point;
    const isStopped = this.score(cells, point, least) >= 1;
    const side = Math.sign(value - this.centre(cells));
    if (learns) {
      this.#fade(cells, LONGEST_POINTS, elapsedMs);
      this.#fade(cells, LONGEST_MS, elapsedMs);
    }
    if (side === this.#at(cells, SIDE)) {
      cells[this.firstCell + RUN_POINTS] = this.#at(cells, RUN_POINTS) + 1;
      cells[this.firstCell + RUN_MS] = this.#at(cells, RUN_MS) + elapsedMs;
    } else {
      if (learns) this.#learnRun(cells, at);
      cells[this.firstCell + RUN_POINTS] = 1;
      cells[this.firstCell + RUN_MS] = 0;
      cells[this.firstCell + SIDE] = side;
    }
    if (isStopped) this.#excursion.note(cells, side * this.#at(cells, RUN_MS), at);
    if (learns) this.#learnMiddle(cells, point, isStopped);
  }

  teach(cells: Float32Array, lesson: Lesson): void {
    const real = this.#excursion.teach(cells, lesson);
    const longestMs = this.#at(cells, LONGEST_MS);
    const share = real > 0 ? Math.min(1, real / (REAL_MARGIN * RUN_FACTOR * longestMs)) : 1;
    if (!(share < 1)) return;
    cells[this.firstCell + LONGEST_MS] = share * longestMs;
    cells[this.firstCell + LONGEST_POINTS] = share * this.#at(cells, LONGEST_POINTS);
  }

  #learnMiddle(cells: Float32Array, { value, elapsedMs }: LongRunPoint, isStopped: boolean): void {
    const watched = this.#at(cells, WATCHED);
    const distance = value - this.centre(cells);
    const amplitude = this.#at(cells, AMPLITUDE);
    if (!isStopped) {
      const rate = rateOf(elapsedMs, Math.min(AMPLITUDE_MS, watched));
      cells[this.firstCell + AMPLITUDE] = amplitude + rate * (Math.abs(distance) - amplitude);
    }
    const memoryMs = Math.min(
      watched,
      LONGEST_CENTRE_MS,
      Math.max(SHORTEST_CENTRE_MS, CENTRE_RUNS * this.#at(cells, LONGEST_MS)),
    );
    const rate = watched === 0 ? 1 : rateOf(elapsedMs, memoryMs);
    cells[this.firstCell + CENTRE] = this.centre(cells) + rate * distance;
    cells[this.firstCell + WATCHED] = watched + elapsedMs;
  }

  /** The longest stay that is usual on that side: one that has ended, or that operators let pass. */
  #longestOf(cells: Float32Array, side: number, at: number): number {
    return Math.max(this.#at(cells, LONGEST_MS), this.#excursion.excused(cells, side, at));
  }

  #learnRun(cells: Float32Array, at: number): void {
    const ms = this.#at(cells, RUN_MS);
    const points = this.#at(cells, RUN_POINTS);
    const longestMs = this.#at(cells, LONGEST_MS);
    const isUsual =
      ms < RUN_FACTOR * this.#longestOf(cells, this.#at(cells, SIDE), at) || this.#at(cells, RUNS) < FEWEST_RUNS;
    const share = isUsual ? 1 : EXCURSION_SHARE;
    const runs = this.#at(cells, RUNS) + 1;
    const longestPoints = this.#at(cells, LONGEST_POINTS);
    const mean = this.#at(cells, MEAN_RUN_MS);
    cells[this.firstCell + LONGEST_MS] = longestMs + share * Math.max(0, ms - longestMs);
    cells[this.firstCell + LONGEST_POINTS] = longestPoints + share * Math.max(0, points - longestPoints);
    cells[this.firstCell + MEAN_RUN_MS] = mean + (ms - mean) / Math.min(runs, RUN_MEMORY);
    cells[this.firstCell + RUNS] = runs;
  }

  #fade(cells: Float32Array, place: number, elapsedMs: number): void {
    cells[this.firstCell + place] = this.#at(cells, place) * (1 - rateOf(elapsedMs, RUN_MEMORY_MS));
  }

  #at(cells: Float32Array, place: number): number {
    return cells[this.firstCell + place] ?? 0;
  }
}
