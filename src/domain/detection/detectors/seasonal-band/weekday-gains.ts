const DAYS = 7;
const DAY_MS = 86_400_000;
/** A day of which less was seen says nothing of its kind. */
const LEAST_COVERED_MS = 18 * 3_600_000;
/** A later day of the same name replaces this share of what is known of it. */
const RATE = 0.5;
/** Memory of the two errors that are compared, in days. */
const ERROR_MEMORY_DAYS = 14;
/** A fortnight of comparisons is needed before gains are believed altogether. */
const SETTLED_COMPARISONS = 3;

// Places behind the gains. Sums are over the local day so far, weighted by time in days.
const DAY = 0;
const WEIGHT = 1;
const SUM_X = 2;
const SUM_Y = 3;
const SUM_XX = 4;
const SUM_XY = 5;
const SUM_YY = 6;
const ERROR_OF_DAY = 7;
const ERROR_OF_GAINS = 8;
const COMPARISONS = 9;

/**
 * How much of the day's usual course each day of the week takes: a working day a little more than all of it, a rest day
 * next to nothing. Each gain is the slope of a least-squares line of that day's values over the day's profile. They are
 * used as far as they explain more than the profile alone, which shows from the second week on.
 */
export class WeekdayGains {
  static readonly cells = DAYS + 10;
  readonly #sums: number;

  constructor(private readonly firstCell: number) {
    this.#sums = firstCell + DAYS;
  }

  /** The gain of the local day, 1 while nothing better is known. */
  gainAt(cells: Float32Array, localAt: number): number {
    if ((cells[this.#sums + COMPARISONS] ?? 0) < 1) return 1;
    const trust = this.#trust(cells);
    return trust <= 0 ? 1 : 1 + trust * this.#excess(cells, weekdayOf(localAt));
  }

  /** Learns a value beside the profile's, both relative to wherever, that held for `elapsedMs`. */
  learn(cells: Float32Array, localAt: number, { x, y }: { x: number; y: number }, elapsedMs: number): void {
    const day = Math.floor(localAt / DAY_MS);
    if (day !== cells[this.#sums + DAY]) this.#begin(cells, day);
    const weight = Math.min(elapsedMs, DAY_MS / 24) / DAY_MS;
    this.#add(cells, WEIGHT, weight);
    this.#add(cells, SUM_X, weight * x);
    this.#add(cells, SUM_Y, weight * y);
    this.#add(cells, SUM_XX, weight * x * x);
    this.#add(cells, SUM_XY, weight * x * y);
    this.#add(cells, SUM_YY, weight * y * y);
  }

  /** What is not told by day and profile alone is taken for explained by the gains: 0 none of it, 1 all. */
  #trust(cells: Float32Array): number {
    const alone = cells[this.#sums + ERROR_OF_DAY] ?? 0;
    const explained = alone > 0 ? 1 - (cells[this.#sums + ERROR_OF_GAINS] ?? 0) / alone : 0;
    return explained * Math.min(1, (cells[this.#sums + COMPARISONS] ?? 0) / SETTLED_COMPARISONS);
  }

  /** Gains are kept less 1, so that 0 is a day not seen. */
  #excess(cells: Float32Array, weekday: number): number {
    return cells[this.firstCell + weekday] ?? 0;
  }

  #begin(cells: Float32Array, day: number): void {
    const ended = cells[this.#sums + DAY] ?? 0;
    if ((cells[this.#sums + WEIGHT] ?? 0) * DAY_MS >= LEAST_COVERED_MS) this.#takeDay(cells, weekdayOf(ended * DAY_MS));
    for (let sum = WEIGHT; sum <= SUM_YY; sum++) cells[this.#sums + sum] = 0;
    cells[this.#sums + DAY] = day;
  }

  #takeDay(cells: Float32Array, weekday: number): void {
    const sum = (place: number): number => cells[this.#sums + place] ?? 0;
    const weight = sum(WEIGHT);
    const xx = sum(SUM_XX) - (sum(SUM_X) * sum(SUM_X)) / weight;
    const xy = sum(SUM_XY) - (sum(SUM_X) * sum(SUM_Y)) / weight;
    const yy = sum(SUM_YY) - (sum(SUM_Y) * sum(SUM_Y)) / weight;
    const excess = xy / xx - 1;
    if (!(xx > 0) || !Number.isFinite(excess) || !Number.isFinite(yy)) return;
    const known = this.#excess(cells, weekday);
    if (known === 0) {
      cells[this.firstCell + weekday] = excess;
      return;
    }
    this.#compare(cells, errorOf(1, xx, xy, yy), errorOf(1 + known, xx, xy, yy));
    cells[this.firstCell + weekday] = known + RATE * (excess - known);
  }

  #compare(cells: Float32Array, alone: number, withGains: number): void {
    this.#add(cells, COMPARISONS, 1);
    const rate = 1 / Math.min(ERROR_MEMORY_DAYS, cells[this.#sums + COMPARISONS] ?? 1);
    this.#add(cells, ERROR_OF_DAY, rate * (alone - (cells[this.#sums + ERROR_OF_DAY] ?? 0)));
    this.#add(cells, ERROR_OF_GAINS, rate * (withGains - (cells[this.#sums + ERROR_OF_GAINS] ?? 0)));
  }

  #add(cells: Float32Array, place: number, amount: number): void {
    cells[this.#sums + place] = (cells[this.#sums + place] ?? 0) + amount;
  }
}

/** What is left of the day's variance after `gain` times the profile; not below the rounding of single precision. */
function errorOf(gain: number, xx: number, xy: number, yy: number): number {
  return Math.max(1e-6 * yy, yy - 2 * gain * xy + gain * gain * xx);
}

/** 0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday. */
function weekdayOf(localAt: number): number {
  return (((Math.floor(localAt / DAY_MS) + 3) % DAYS) + DAYS) % DAYS;
}
