import type { Lesson } from '../../feedback/lesson.js';
import { LastExcursion } from './last-excursion.js';
import type { LongRunPoint } from './long-run-point.js';
import { rateOf } from './rate-of.js';
import { Strays } from './strays.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** The noise of the moment: over this many points and this long at least. */
const FAST_POINTS = 90;
const FAST_MS = 10 * MINUTE_MS;
const USUAL_MS = 2 * DAY_MS;
const FIRST_JUDGED_MS = DAY_MS;
/** Less than this ratio, up or down, is chance whatever the past says: ninety points know their noise to a tenth. */
const LEAST_RATIO = Math.log(1.5);
/** A value that repeats itself more often than this says nothing of the noise. */
const MOST_REPEATS = 10;
/** One jump between levels is not noise. */
const LARGEST_STEP = 4;
/** After so many readings at another pace the old one is history, and its noise does not compare. */
const NEW_PACE_POINTS = 30;

/** Times the largest ratio in weeks, or one that operators let pass, from which on it is anomalous. */
const PEAK_FACTOR = 1.2;

const LAST = 0;
const FAST = 1;
const USUAL = 2;
const STEP_MS = 3;
const STRANGE = 4;
const POINTS = 5;
const WATCHED = 6;
const REPEATS = 7;
const OWN = 8;

/**
 * Tells a series that has become restless, or calm short of being stuck: the mean step from reading to reading over the
 * last ninety readings against that of days, as a ratio on a log scale, is further from 1 than it has been.
 */
export class NoiseWatch {
  static readonly cells = OWN + Strays.cells + LastExcursion.cells;
  readonly #strays: Strays;
  readonly #excursion: LastExcursion;

  constructor(private readonly firstCell: number) {
    this.#strays = new Strays(firstCell + OWN, 7 * DAY_MS, { mean: 6, peak: PEAK_FACTOR });
    this.#excursion = new LastExcursion(firstCell + OWN + Strays.cells);
  }

  /**
   * 1 or more when the series trembles more than it did, -1 or less when it hardly trembles; 0 on the first day. Noise
   * below `least` is none. A value that repeats itself is not calm but still, which is told elsewhere.
   */
  score(cells: Float32Array, { at, value }: LongRunPoint, least: number): number {
    if (this.#at(cells, WATCHED) < FIRST_JUDGED_MS) return 0;
    const ratio = this.#ratio(cells, least);
    if (ratio < 0 && Math.fround(value) === this.#at(cells, LAST)) return 0;
    return ratio / this.#limit(cells, ratio, at);
  }

  /** Twice the mean step that is usual: what single readings differ from their level, by rule of thumb. */
  usual(cells: Float32Array): number {
    return 2 * this.#at(cells, USUAL);
  }

  /** Learns the reading, or only keeps up with it. */
  pass(cells: Float32Array, point: LongRunPoint, least: number, learns: boolean): void {
    const { value, elapsedMs } = point;
    const points = this.#at(cells, POINTS);
    const isPaced = this.#keepsPace(cells, elapsedMs);
    const step = Math.abs(Math.fround(value) - this.#at(cells, LAST));
    const repeats = step === 0 ? this.#at(cells, REPEATS) + 1 : 0;
    cells[this.firstCell + LAST] = value;
    cells[this.firstCell + REPEATS] = Math.min(repeats, MOST_REPEATS + 1);
    cells[this.firstCell + POINTS] = points + 1;
    if (points > 0 && isPaced && repeats <= MOST_REPEATS) this.#take(cells, point, { step, least, learns });
  }

  teach(cells: Float32Array, lesson: Lesson): void {
    const real = this.#excursion.teach(cells, lesson);
    if (real > 0) this.#strays.disown(cells, real);
  }

  #take(
    cells: Float32Array,
    { at, elapsedMs }: LongRunPoint,
    { step, least, learns }: { readonly step: number; readonly least: number; readonly learns: boolean },
  ): void {
    const points = this.#at(cells, POINTS);
    const watched = this.#at(cells, WATCHED);
    const usual = this.#at(cells, USUAL);
    const size = points > FAST_POINTS ? Math.min(step, LARGEST_STEP * (usual + 10 * least)) : step;
    const young = 1 / points;
    const fast = this.#at(cells, FAST);
    const fastRate = Math.max(young, Math.min(1 / FAST_POINTS, rateOf(elapsedMs, FAST_MS)));
    cells[this.firstCell + FAST] = fast + fastRate * (size - fast);
    const ratio = this.#ratio(cells, least);
    const strayed = Math.abs(ratio);
    const limit = this.#limit(cells, ratio, at);
    if (strayed >= limit && watched >= FIRST_JUDGED_MS) this.#excursion.note(cells, ratio, at);
    if (!learns) return;
    // An excursion is learned at half the pace, until it is usual.
    const usualMs = strayed < limit ? USUAL_MS : 2 * USUAL_MS;
    cells[this.firstCell + USUAL] = usual + Math.max(young, rateOf(elapsedMs, usualMs)) * (size - usual);
    cells[this.firstCell + WATCHED] = watched + elapsedMs;
    if (points > 2 * FAST_POINTS) this.#strays.learn(cells, strayed, limit, elapsedMs, watched);
  }

  /** Whether readings come as often as they did. At a new pace what was learned is dropped. */
  #keepsPace(cells: Float32Array, elapsedMs: number): boolean {
    const usual = this.#at(cells, STEP_MS);
    if (usual === 0) {
      cells[this.firstCell + STEP_MS] = elapsedMs;
      return true;
    }
    if (elapsedMs > usual / 2 && elapsedMs < usual * 2) {
      cells[this.firstCell + STRANGE] = 0;
      cells[this.firstCell + STEP_MS] = usual + 0.1 * (elapsedMs - usual);
      return true;
    }
    const strange = this.#at(cells, STRANGE) + 1;
    if (strange < NEW_PACE_POINTS) cells[this.firstCell + STRANGE] = strange;
    else cells.fill(0, this.firstCell, this.firstCell + NoiseWatch.cells);
    return false;
  }

  #ratio(cells: Float32Array, least: number): number {
    return Math.log((this.#at(cells, FAST) + least) / (this.#at(cells, USUAL) + least));
  }

  #limit(cells: Float32Array, ratio: number, at: number): number {
    const limit = Math.max(LEAST_RATIO, this.#strays.limit(cells));
    return Math.abs(ratio) < limit ? limit : Math.max(limit, PEAK_FACTOR * this.#excursion.excused(cells, ratio, at));
  }

  #at(cells: Float32Array, place: number): number {
    return cells[this.firstCell + place] ?? 0;
  }
}
