import { LEAST_SCALE, over } from './over-scale.js';
import type { RunningMeans } from './running-means.js';
import type { RecordNoveltySettings } from './settings.js';
import { TwoLargest } from './two-largest.js';

/** What the features are made of, for the point in hand. Residuals are in the unit of the series. */
export interface PointInHand {
  /** Value less the first value of the series. */
  relative: number;
  spread: number;
  weekResidual: number;
  /** Residual to the time of day over its scale, clipped. */
  z: number;
  /** Size of the step from the last point over the usual one, clipped. */
  step: number;
}

const best = new TwoLargest();

/**
 * The features of a series with all memories longer or shorter by one factor, each with its own slowly fading record.
 * Their numbers lie in a row of cells that starts at `firstCell`.
 */
export class FeaturesAtSpeed {
  /** First cell behind the last one used here. */
  readonly endCell: number;
  readonly #weekRates: Float64Array;
  readonly #dayRates: Float64Array;
  readonly #fastRates: Float64Array;
  readonly #slowRates: Float64Array;
  readonly #activityRates: Float64Array;
  readonly #pairScaleRate: number;
  readonly #featureRate: number;
  readonly #floor: number;
  readonly #recordKept: number;
  readonly #firstCell: number;
  readonly #features: number;
  readonly #featureCell: number;

  constructor(settings: RecordNoveltySettings, speed: number, firstCell: number) {
    // A memory of one point is the point itself at every speed.
    const rate = (memory: number) => 1 / Math.max(1, memory === 1 ? 1 : memory * speed);
    this.#weekRates = Float64Array.from(settings.weekSmoothings, rate);
    this.#dayRates = Float64Array.from(settings.daySmoothings, rate);
    this.#fastRates = Float64Array.from(settings.levelPairs, ([fast]) => rate(fast));
    this.#slowRates = Float64Array.from(settings.levelPairs, ([, slow]) => rate(slow));
    this.#activityRates = Float64Array.from(settings.activities, rate);
    this.#pairScaleRate = 1 / settings.pairScaleMemory;
    this.#featureRate = 1 / settings.featureMemory;
    this.#floor = settings.floor;
    this.#recordKept = Math.exp(-settings.recordDecay);
    const smoothed = this.#weekRates.length + this.#dayRates.length + this.#activityRates.length;
    const pairs = this.#fastRates.length;
    this.#features = smoothed + pairs;
    this.#firstCell = firstCell;
    this.#featureCell = firstCell + smoothed + 3 * pairs;
    this.endCell = this.#featureCell + 2 * this.#features;
  }

  /** How far the two most remarkable features are above their records (below: negative), in nats. */
  novelty(means: RunningMeans, { relative, spread, weekResidual, z, step }: PointInHand): number {
    best.clear();
    const weekRates = this.#weekRates;
    const dayRates = this.#dayRates;
    const fastRates = this.#fastRates;
    const activityRates = this.#activityRates;
    const floor = this.#floor;
    let cell = this.#firstCell;
    let feature = this.#featureCell;
    for (let i = 0; i < weekRates.length; i++, feature += 2) {
      const smoothed = means.mean(cell++, weekRates[i] ?? 1, weekResidual);
      this.#record(means, feature, Math.abs(smoothed), floor * spread);
    }
    for (let i = 0; i < dayRates.length; i++, feature += 2) {
      this.#record(means, feature, Math.abs(means.mean(cell++, dayRates[i] ?? 1, z)), floor);
    }
    for (let i = 0; i < fastRates.length; i++, feature += 2) {
      const fast = means.mean(cell++, fastRates[i] ?? 1, relative);
      const slow = means.mean(cell++, this.#slowRates[i] ?? 1, relative);
      const distance = Math.abs(fast - slow);
      const scale = means.mean(cell++, this.#pairScaleRate, distance) + LEAST_SCALE * spread;
      this.#record(means, feature, over(distance, scale), floor);
    }
    for (let i = 0; i < activityRates.length; i++, feature += 2) {
      this.#record(means, feature, means.mean(cell++, activityRates[i] ?? 1, step), floor);
    }
    return best.novelty();
  }

  /** Compares a feature with its record: its usual size is added to both, so that small features set no records. */
  #record(means: RunningMeans, cell: number, value: number, floor: number): void {
    const level = value + means.mean(cell, this.#featureRate, value) + floor;
    const record = means.before[cell + 1] ?? 0;
    if (record > 0) best.add(level, record);
    const kept = record * this.#recordKept;
    means.after[cell + 1] = level > kept ? level : kept;
  }
}
