import type { Lesson } from '../../feedback/lesson.js';
import { LastExcursion } from './last-excursion.js';
import type { LongRunPoint } from './long-run-point.js';
import { rateOf } from './rate-of.js';
import { Strays } from './strays.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SLOW_MS = 3 * HOUR_MS;
const REFERENCE_MS = 3 * DAY_MS;
/** Before, the series has not shown a weekend and what follows it. */
const FIRST_JUDGED_MS = 8 * DAY_MS;

/** Times the largest distance in weeks, or one that operators let pass, from which on it is anomalous. */
const PEAK_FACTOR = 1.5;

const SLOW = 0;
const REFERENCE = 1;
const WATCHED = 2;

/**
 * A level over hours against one over days: a drift that is too slow for anything that follows the level shows as the
 * distance between the two. It is anomalous when it is larger than the series has shown in its weeks.
 */
export class SlowDrift {
  static readonly cells = 3 + Strays.cells + LastExcursion.cells;
  readonly #strays: Strays;
  readonly #excursion: LastExcursion;

  constructor(private readonly firstCell: number) {
    this.#strays = new Strays(firstCell + 3, 7 * DAY_MS, { mean: 5, peak: PEAK_FACTOR });
    this.#excursion = new LastExcursion(firstCell + 3 + Strays.cells);
  }

  /** How far the level of these hours is from that of these days. */
  distance(cells: Float32Array): number {
    return (cells[this.firstCell + SLOW] ?? 0) - this.reference(cells);
  }

  reference(cells: Float32Array): number {
    return cells[this.firstCell + REFERENCE] ?? 0;
  }

  /** The distance that is anomalous, never less than `least`; infinite in the first days. */
  limit(cells: Float32Array, point: LongRunPoint, least: number): number {
    if ((cells[this.firstCell + WATCHED] ?? 0) < FIRST_JUDGED_MS) return Infinity;
    const limit = Math.max(least, this.#strays.limit(cells));
    const distance = this.distance(cells);
    if (Math.abs(distance) < limit) return limit;
    const excused = PEAK_FACTOR * this.#excursion.excused(cells, distance, point.at);
    return Math.max(limit, excused, point.allowance.towards(distance));
  }

  /** Learns the level, or only keeps up with it. */
  pass(cells: Float32Array, point: LongRunPoint, least: number, learns: boolean): void {
    const { level, elapsedMs } = point;
    const watched = cells[this.firstCell + WATCHED] ?? 0;
    this.#follow(cells, SLOW, level, rateOf(elapsedMs, Math.min(SLOW_MS, watched)));
    if (learns) {
      this.#follow(cells, REFERENCE, level, rateOf(elapsedMs, Math.min(REFERENCE_MS, watched)));
      cells[this.firstCell + WATCHED] = watched + elapsedMs;
    }
    const distance = this.distance(cells);
    const limit = this.limit(cells, point, least);
    if (Math.abs(distance) >= limit) this.#excursion.note(cells, distance, point.at);
    if (learns) this.#strays.learn(cells, Math.abs(distance), limit, elapsedMs, watched);
  }

  teach(cells: Float32Array, lesson: Lesson): void {
    const real = this.#excursion.teach(cells, lesson);
    if (real > 0) this.#strays.disown(cells, real);
  }

  /** The level is another by decision: what was learned of drifts stays. */
  shift(cells: Float32Array, by: number): void {
    cells[this.firstCell + SLOW] = (cells[this.firstCell + SLOW] ?? 0) + by;
    cells[this.firstCell + REFERENCE] = this.reference(cells) + by;
  }

  #follow(cells: Float32Array, place: number, level: number, rate: number): void {
    const before = cells[this.firstCell + place] ?? 0;
    cells[this.firstCell + place] = before + rate * (level - before);
  }
}
