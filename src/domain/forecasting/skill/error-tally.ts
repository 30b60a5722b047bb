import type { StateReader, StateWriter } from '../../detection/state-bytes.js';
import type { IntervalPlan } from '../intervals/interval-plan.js';
import type { Judgement } from '../intervals/conformal-intervals.js';

/**
 * How a forecaster has done on one series lately, by bucket of the horizon: fading means of its squared and absolute errors
 * and of how often its bands held the truth.
 */
export class ErrorTally {
  readonly #seen: Float64Array;
  readonly #squared: Float64Array;
  readonly #absolute: Float64Array;
  /** Of all levels, bucket by bucket. */
  readonly #covered: Float64Array;
  readonly #coverable: Float64Array;

  /** `memory` is the number of judged forecasts a bucket after which one counts a third of a new one. */
  constructor(
    private readonly plan: IntervalPlan,
    private readonly memory: number,
  ) {
    const buckets = plan.buckets.count;
    this.#seen = new Float64Array(buckets);
    this.#squared = new Float64Array(buckets);
    this.#absolute = new Float64Array(buckets);
    this.#coverable = new Float64Array(buckets);
    this.#covered = new Float64Array(buckets * plan.levels.length);
  }

  add({ bucket, error, covered }: Judgement): void {
    const share = this.#count(this.#seen, bucket);
    this.#fade(this.#squared, bucket, error * error, share);
    this.#fade(this.#absolute, bucket, Math.abs(error), share);
    if (covered.includes(undefined)) return;
    const coverShare = this.#count(this.#coverable, bucket);
    for (const [index, isCovered] of covered.entries()) {
      this.#fade(this.#covered, bucket * covered.length + index, isCovered === true ? 1 : 0, coverShare);
    }
  }

  /** How many forecasts were judged in this bucket. */
  judged(bucket: number): number {
    return this.#seen[bucket] ?? 0;
  }

  /** Mean squared error, in the square of the unit; NaN if none was judged. */
  mse(bucket: number): number {
    return this.judged(bucket) === 0 ? NaN : (this.#squared[bucket] ?? NaN);
  }

  /** Mean absolute error, in the unit; NaN if none was judged. */
  mae(bucket: number): number {
    return this.judged(bucket) === 0 ? NaN : (this.#absolute[bucket] ?? NaN);
  }

  /** The share of truths within the band of the level at this index; NaN if none was judged. */
  coverage(bucket: number, levelIndex: number): number {
    if (this.#coverable[bucket] === 0) return NaN;
    return this.#covered[bucket * this.plan.levels.length + levelIndex] ?? NaN;
  }

  save(writer: StateWriter): void {
    for (const part of this.#parts()) writer.float64s(part);
  }

  load(reader: StateReader): void {
    for (const part of this.#parts()) reader.float64s(part);
  }

  /** Counts one more and answers the share that it has in the means. */
  #count(counts: Float64Array, bucket: number): number {
    const count = (counts[bucket] ?? 0) + 1;
    counts[bucket] = count;
    return Math.max(1 / this.memory, 1 / count);
  }

  #fade(means: Float64Array, place: number, value: number, share: number): void {
    const mean = means[place] ?? 0;
    means[place] = mean + share * (value - mean);
  }

  #parts(): readonly Float64Array[] {
    return [this.#seen, this.#squared, this.#absolute, this.#coverable, this.#covered];
  }
}
