import type { FeaturePlace } from './feature-place.js';
import type { PointInHand } from './point-in-hand.js';
import { moved, type RunningMeans } from './running-means.js';

/** One input smoothed over several memories; the size of each mean is a feature. */
export class Smoothings {
  readonly #rates: Float64Array;

  /** `input` is a place in the point. */
  constructor(
    private readonly input: number,
    rates: Iterable<number>,
    private readonly first: FeaturePlace,
  ) {
    this.#rates = Float64Array.from(rates);
  }

  /** Behind the last of these. */
  get end(): FeaturePlace {
    const { length } = this.#rates;
    return { cell: this.first.cell + length, feature: this.first.feature + length };
  }

  measure({ row, after, youngRate }: RunningMeans, point: PointInHand, sizes: Float64Array): void {
    const { values } = row;
    const before = row.firstValue + this.first.cell;
    const input = point[this.input] ?? 0;
    const rates = this.#rates;
    for (let i = 0; i < rates.length; i++) {
      const mean = moved(values[before + i] ?? 0, input, Math.max(rates[i] ?? 1, youngRate));
      after[this.first.cell + i] = mean;
      sizes[this.first.feature + i] = Math.abs(mean);
    }
  }
}
