import { precisionOf } from './precision.js';
import { secondMoments } from './second-moments.js';
import { standardOf } from './standard.js';

/** Combinations of columns that vary less than this share of one column's variance count as varying that much. */
const VARIANCE_FLOOR = 1e-3;

/**
 * Distance of a row from the training rows, in the directions in which they varied together (Mahalanobis, "On the
 * generalised distance in statistics", 1936; the root of Hotelling's T^2). It grows when columns stop moving together,
 * though each stays where it usually is. In standard deviations of the distances of the training rows.
 */
export class JointDistance {
  readonly #precision: readonly Float64Array[];
  readonly #standardise: (distance: number) => number;
  /** Share of each column in the squared distance of the last row, 0 to 1; columns that lessen it have none. */
  readonly shares: Float64Array;

  /** `training` are standardised rows of equal length. */
  constructor(training: readonly Float64Array[]) {
    this.#precision = precisionOf(secondMoments(training), VARIANCE_FLOOR);
    this.shares = new Float64Array(this.#precision.length);
    this.#standardise = standardOf(Float64Array.from(training, (row) => this.#distanceOf(row)));
  }

  /** The distance of a standardised row. */
  next(row: Float64Array): number {
    return this.#standardise(this.#distanceOf(row));
  }

  #distanceOf(row: Float64Array): number {
    let squared = 0;
    let adding = Number.MIN_VALUE;
    this.#precision.forEach((weights, i) => {
      const part = (row[i] ?? 0) * weights.reduce((sum, weight, j) => sum + weight * (row[j] ?? 0), 0);
      this.shares[i] = Math.max(part, 0);
      squared += part;
      adding += Math.max(part, 0);
    });
    this.shares.forEach((part, i) => (this.shares[i] = part / adding));
    return Math.sqrt(Math.max(squared, 0));
  }
}
