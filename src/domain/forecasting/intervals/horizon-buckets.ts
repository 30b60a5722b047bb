/** Fractional parts of its multiples fall evenly, and in step with no rhythm of the day. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** Where a step lies among the centres of the buckets: `share` of the way from `bucket` to the next one. */
export interface BucketPosition {
  readonly bucket: number;
  readonly share: number;
}

/**
 * The steps of a horizon in buckets that double in size: 1, 2, 3 to 4, 5 to 8 and so on. What is learned of errors is kept
 * by bucket, since neighbouring steps err alike, and more so the farther ahead they are. Steps count from 1.
 */
export class HorizonBuckets {
  readonly #lastSteps: readonly number[];
  readonly #bucketOf: Uint8Array;
  readonly #positions: readonly BucketPosition[];

  /** `horizon` is a whole number of steps, 1 or more. */
  constructor(readonly horizon: number) {
    const lastSteps: number[] = [];
    for (let last = 1; last < horizon; last *= 2) lastSteps.push(last);
    this.#lastSteps = [...lastSteps, horizon];
    const steps = Array.from({ length: horizon }, (_, i) => i + 1);
    this.#bucketOf = Uint8Array.from(steps, (step) => this.#lastSteps.findIndex((last) => step <= last));
    this.#positions = steps.map((step) => this.#place(step));
  }

  get count(): number {
    return this.#lastSteps.length;
  }

  firstStep(bucket: number): number {
    return bucket === 0 ? 1 : this.lastStep(bucket - 1) + 1;
  }

  lastStep(bucket: number): number {
    return this.#lastSteps[bucket] ?? this.horizon;
  }

  bucketOf(step: number): number {
    return this.#bucketOf[step - 1] ?? this.count - 1;
  }

  /** For interpolation between buckets; the first and the last one hold beyond their centres. */
  positionOf(step: number): BucketPosition {
    return this.#positions[step - 1] ?? { bucket: this.count - 1, share: 0 };
  }

  /**
   * The step by which this bucket judges the forecast made at `now` (a count of steps since any time): each of its steps in
   * turn, so that few pending forecasts have to be kept and all steps are judged in the long run, at all times of the day.
   */
  judgedStep(bucket: number, now: number): number {
    const first = this.firstStep(bucket);
    const turn = (now * GOLDEN_RATIO) % 1;
    return first + Math.floor(turn * (this.lastStep(bucket) - first + 1));
  }

  #place(step: number): BucketPosition {
    const last = this.count - 1;
    let bucket = 0;
    while (bucket < last && step >= this.#centre(bucket + 1)) bucket += 1;
    if (bucket === last || step <= this.#centre(bucket)) return { bucket, share: 0 };
    const from = Math.log(this.#centre(bucket));
    return { bucket, share: (Math.log(step) - from) / (Math.log(this.#centre(bucket + 1)) - from) };
  }

  /** Errors grow by the ratio of steps rather than by their difference: the geometric middle. */
  #centre(bucket: number): number {
    return Math.sqrt(this.firstStep(bucket) * this.lastStep(bucket));
  }
}
