import { precisionOf } from './precision.js';
import { secondMoments } from './second-moments.js';

/** Combinations of columns that vary less than this share of one column's variance count as varying that much. */
const VARIANCE_FLOOR = 1e-3;

/**
 * Distance of a row from the training rows, in the directions in which they varied together (Mahalanobis, "On the
 * generalised distance in statistics", 1936; the root of Hotelling's T^2). It grows when columns stop moving together,
 * though each stays where it usually is.
 */
export class JointDistance {
  readonly #precision: readonly Float64Array[];
  /** What each column adds to the squared distance of the last row; negative where it lessens it. They sum to it. */
  readonly parts: Float64Array;

  /** `training` are standardised rows of equal length. */
  constructor(training: readonly Float64Array[]) {
    this.#precision = precisionOf(secondMoments(training), VARIANCE_FLOOR);
    this.parts = new Float64Array(this.#precision.length);
  }

  /** The distance of a standardised row. */
  of(row: Float64Array): number {
    this.#precision.forEach((weights, i) => {
      this.parts[i] = (row[i] ?? 0) * weights.reduce((sum, weight, j) => sum + weight * (row[j] ?? 0), 0);
    });
    return Math.sqrt(Math.max(0, this.parts.reduce((sum, part) => sum + part, 0)));
  }
}
