import { rateOf } from './rate-of.js';
import { Strays } from './strays.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SLOW_MS = 3 * HOUR_MS;
const REFERENCE_MS = 3 * DAY_MS;
/** Before, the series has not shown a weekend and what follows it. */
const FIRST_JUDGED_MS = 8 * DAY_MS;

const SLOW = 0;
const REFERENCE = 1;
const WATCHED = 2;

/**
 * A level over hours against one over days: a drift that is too slow for anything that follows the level shows as the
 * distance between the two. It is anomalous when it is larger than the series has shown in its weeks.
 */
export class SlowDrift {
  static readonly cells = 3 + Strays.cells;
  readonly #strays: Strays;

  constructor(private readonly firstCell: number) {
    this.#strays = new Strays(firstCell + 3, 7 * DAY_MS, { mean: 5, peak: 1.5 });
  }

  /** How far the level of these hours is from that of these days. */
  distance(cells: Float32Array): number {
    return (cells[this.firstCell + SLOW] ?? 0) - this.reference(cells);
  }

  reference(cells: Float32Array): number {
    return cells[this.firstCell + REFERENCE] ?? 0;
  }

  /** The distance that is anomalous, never less than `least`; infinite in the first days. */
  limit(cells: Float32Array, least: number): number {
    if ((cells[this.firstCell + WATCHED] ?? 0) < FIRST_JUDGED_MS) return Infinity;
    return Math.max(least, this.#strays.limit(cells));
  }

  /** Learns a level that held for `elapsedMs`. */
  learn(cells: Float32Array, level: number, least: number, elapsedMs: number): void {
    const watched = cells[this.firstCell + WATCHED] ?? 0;
    this.#follow(cells, SLOW, level, rateOf(elapsedMs, Math.min(SLOW_MS, watched)));
    this.#follow(cells, REFERENCE, level, rateOf(elapsedMs, Math.min(REFERENCE_MS, watched)));
    cells[this.firstCell + WATCHED] = watched + elapsedMs;
    this.#strays.learn(cells, Math.abs(this.distance(cells)), this.limit(cells, least), elapsedMs, watched);
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
