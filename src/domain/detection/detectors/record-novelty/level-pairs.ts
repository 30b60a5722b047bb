import type { FeaturePlace } from './feature-place.js';
import { LEAST_SCALE, over } from './over-scale.js';
import { placeOf, type PointInHand } from './point-in-hand.js';
import { moved, type RunningMeans } from './running-means.js';

/** A pair keeps its fast level, its slow one, and the usual distance between them. */
const CELLS = 3;

/** What the levels of a pair move by, and their distance: 1 over the memories. */
export interface PairRates {
  readonly pairs: readonly (readonly [fast: number, slow: number])[];
  readonly scale: number;
}

/** Fast levels of a series against slow ones; each distance, over what is usual of it, is a feature. */
export class LevelPairs {
  readonly #fast: Float64Array;
  readonly #slow: Float64Array;
  readonly #scale: number;

  constructor(
    { pairs, scale }: PairRates,
    private readonly first: FeaturePlace,
  ) {
    this.#fast = Float64Array.from(pairs, ([fast]) => fast);
    this.#slow = Float64Array.from(pairs, ([, slow]) => slow);
    this.#scale = scale;
  }

  /** Behind the last of these. */
  get end(): FeaturePlace {
    const { length } = this.#fast;
    return { cell: this.first.cell + CELLS * length, feature: this.first.feature + length };
  }

  measure({ row, after, youngRate }: RunningMeans, point: PointInHand, sizes: Float64Array): void {
    const { values } = row;
    const relative = point[placeOf.relative] ?? 0;
    const leastScale = LEAST_SCALE * (point[placeOf.spread] ?? 0);
    const scaleRate = Math.max(this.#scale, youngRate);
    for (let i = 0; i < this.#fast.length; i++) {
      const cell = this.first.cell + CELLS * i;
      const before = row.firstValue + cell;
      const fast = moved(values[before] ?? 0, relative, Math.max(this.#fast[i] ?? 1, youngRate));
      const slow = moved(values[before + 1] ?? 0, relative, Math.max(this.#slow[i] ?? 1, youngRate));
      const distance = Math.abs(fast - slow);
      const usual = moved(values[before + 2] ?? 0, distance, scaleRate);
      after[cell] = fast;
      after[cell + 1] = slow;
      after[cell + 2] = usual;
      sizes[this.first.feature + i] = over(distance, usual + leastScale);
    }
  }
}
