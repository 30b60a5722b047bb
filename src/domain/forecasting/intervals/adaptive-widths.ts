import type { StateReader, StateWriter } from '../../detection/state-bytes.js';
import type { IntervalPlan } from './interval-plan.js';

/**
 * How fast widths follow errors, as a share of the width for each judged forecast. At 1 % about a hundred errors count,
 * which is what their being alike from one origin to the next allows: faster, and widths chase the last error, too late.
 */
const LEAST_RATE = 0.01;
/** At first they follow faster, by this divided by the square root of the number of errors seen. */
const FIRST_RATE = 0.3;
const LEAST_SIZE_RATE = 0.02;
/** One error counts as no more than so many times the usual one, so that a broken reading spoils no band. */
const MOST_TIMES_USUAL = 10;
/** When the usual error is so many times the widest half width, errors are no longer what they were. */
const OUTGROWN_TIMES = 2;

/**
 * How far the truth may lie from the forecast of one series: a half width by bucket of the horizon and level, each of which
 * follows the quantile of the absolute errors online. It is the quantile tracking of Angelopoulos, Candès and Tibshirani,
 * "Conformal PID control for time series prediction" (2023), with a rate that decays at first as in Angelopoulos, Barber and
 * Bates, "Online conformal prediction with decaying step sizes" (2024): whatever the errors do, the share of them that lies
 * outside tends to what the level leaves out. The rate goes by the width itself, so the unit of the series does not matter.
 */
export class AdaptiveWidths {
  /** Half widths of all levels, bucket by bucket. */
  readonly #widths: Float64Array;
  /** The usual absolute error by bucket, which fades. */
  readonly #usual: Float64Array;
  readonly #seen: Float64Array;

  constructor(private readonly plan: IntervalPlan) {
    this.#widths = new Float64Array(plan.buckets.count * plan.levels.length);
    this.#usual = new Float64Array(plan.buckets.count);
    this.#seen = new Float64Array(plan.buckets.count);
  }

  /** The half width so many steps ahead, at the level of this index; NaN before any error was seen. */
  widthAt(step: number, levelIndex: number): number {
    const { bucket, share } = this.plan.buckets.positionOf(step);
    const near = this.#widthOf(bucket, levelIndex);
    return share === 0 ? near : near * (1 - share) + this.#widthOf(bucket + 1, levelIndex) * share;
  }

  /** Takes in by how much a forecast, so many steps ahead, was wrong. */
  learn(step: number, error: number): void {
    const { buckets, levels } = this.plan;
    const bucket = buckets.bucketOf(step);
    const magnitude = Math.abs(error);
    this.#count(bucket, magnitude);
    const usual = this.#usual[bucket] ?? 0;
    const rate = Math.max(LEAST_RATE, FIRST_RATE / Math.sqrt(this.#seen[bucket] ?? 1));
    for (const [index, level] of levels.entries()) {
      const missed = magnitude > this.widthAt(step, index) ? 1 : 0;
      const place = bucket * levels.length + index;
      const width = this.#widths[place] ?? 0;
      // A width of a series that stood still for long is next to nothing and could not grow by its own size.
      const change = rate * Math.max(width, usual) * (missed - (1 - level));
      this.#widths[place] = Math.max(0, width + change);
    }
  }

  save(writer: StateWriter): void {
    for (const part of [this.#widths, this.#usual, this.#seen]) writer.float64s(part);
  }

  load(reader: StateReader): void {
    for (const part of [this.#widths, this.#usual, this.#seen]) reader.float64s(part);
  }

  /** Takes the error into the usual one. Begins anew when even the widest band has become far too narrow. */
  #count(bucket: number, magnitude: number): void {
    const seen = (this.#seen[bucket] ?? 0) + 1;
    const before = this.#usual[bucket] ?? 0;
    const counted = before > 0 ? Math.min(magnitude, MOST_TIMES_USUAL * before) : magnitude;
    const usual = before + Math.max(LEAST_SIZE_RATE, 1 / seen) * (counted - before);
    const begins = seen === 1 || usual > OUTGROWN_TIMES * this.#widthOf(bucket, this.plan.levels.length - 1);
    this.#seen[bucket] = begins ? 1 : seen;
    this.#usual[bucket] = begins ? counted : usual;
    const { length } = this.plan.levels;
    if (begins) this.#widths.fill(counted, bucket * length, (bucket + 1) * length);
  }

  /** Levels never cross: a wider one is at least as wide as those below it. */
  #widthOf(bucket: number, levelIndex: number): number {
    const known = this.#knownBucket(bucket);
    if (known === undefined) return NaN;
    const start = known * this.plan.levels.length;
    let width = 0;
    for (let index = 0; index <= levelIndex; index++) width = Math.max(width, this.#widths[start + index] ?? 0);
    return width;
  }

  /** Until the truth for steps far ahead has arrived, the farthest bucket that is known stands in; it may be too narrow. */
  #knownBucket(bucket: number): number | undefined {
    for (let known = bucket; known >= 0; known--) if ((this.#seen[known] ?? 0) > 0) return known;
    for (let known = bucket + 1; known < this.plan.buckets.count; known++) {
      if ((this.#seen[known] ?? 0) > 0) return known;
    }
    return undefined;
  }
}
