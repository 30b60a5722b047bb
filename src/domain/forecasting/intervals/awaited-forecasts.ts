import type { StateReader, StateWriter } from '../../detection/state-bytes.js';
import type { AdaptiveWidths } from './adaptive-widths.js';
import type { IntervalPlan } from './interval-plan.js';

/** What was said of a step whose truth is there. */
export interface Awaited {
  readonly bucket: number;
  /** How many steps ahead it was said. */
  readonly step: number;
  readonly mean: number;
  /** Half widths by level, as they were told then; NaN where there were none. */
  readonly widths: Float64Array;
}

/**
 * The forecasts of one series that wait for their truth. Of each only the steps by which it will be judged are kept, one a
 * bucket, so that the memory goes by the horizon, not by its square: 1.8 KB for 24 steps and two levels. One that is made
 * again at the same time takes the place of the first; those whose truth never comes are overwritten.
 */
export class AwaitedForecasts {
  /** By bucket, as many places as can be pending there; in a place: when it was said, the mean, the half widths. */
  readonly #places: Float64Array;
  readonly #placeSize: number;
  readonly #firstPlaces: readonly number[];

  constructor(private readonly plan: IntervalPlan) {
    const { buckets, levels } = plan;
    this.#placeSize = 2 + levels.length;
    const firstPlaces: number[] = [];
    let places = 0;
    for (let bucket = 0; bucket < buckets.count; bucket++) {
      firstPlaces.push(places);
      places += buckets.lastStep(bucket);
    }
    this.#firstPlaces = firstPlaces;
    this.#places = new Float64Array(places * this.#placeSize).fill(NaN);
  }

  /** Keeps a forecast made at `now`, a count of steps since any time; `mean[0]` is expected at `now + 1`. */
  put(now: number, mean: Float64Array, widths: AdaptiveWidths): void {
    const { buckets, levels } = this.plan;
    for (let bucket = 0; bucket < buckets.count; bucket++) {
      const step = buckets.judgedStep(bucket, now);
      if (step > mean.length) continue;
      const place = this.#placeOf(bucket, now);
      this.#places[place] = now;
      this.#places[place + 1] = mean[step - 1] ?? NaN;
      for (let index = 0; index < levels.length; index++) {
        this.#places[place + 2 + index] = widths.widthAt(step, index);
      }
    }
  }

  /** What was said of the step `at`, nearest first. */
  *awaiting(at: number): Generator<Awaited> {
    const { buckets } = this.plan;
    for (let step = 1; step <= buckets.horizon; step++) {
      const bucket = buckets.bucketOf(step);
      const place = this.#placeOf(bucket, at - step);
      if (this.#places[place] !== at - step || buckets.judgedStep(bucket, at - step) !== step) continue;
      const widths = this.#places.subarray(place + 2, place + this.#placeSize);
      yield { bucket, step, mean: this.#places[place + 1] ?? NaN, widths };
    }
  }

  save(writer: StateWriter): void {
    writer.float64s(this.#places);
  }

  load(reader: StateReader): void {
    reader.float64s(this.#places);
  }

  #placeOf(bucket: number, now: number): number {
    const places = this.plan.buckets.lastStep(bucket);
    const turn = ((now % places) + places) % places;
    return ((this.#firstPlaces[bucket] ?? 0) + turn) * this.#placeSize;
  }
}
