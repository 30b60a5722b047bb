import { secondMoments } from './second-moments.js';
import { standardOf } from './standard.js';
import { symmetricEigen } from './symmetric-eigen.js';

/** Share of the variance that the kept components explain. */
const EXPLAINED = 0.9;

/** Distance of one row from the model, within its plane and off it. */
export interface PcaStatistics {
  /** Hotelling's T^2: distance from the centre along the kept components, each in its own variance. */
  readonly tSquared: number;
  /** Q, the squared prediction error: what the kept components leave unexplained. */
  readonly q: number;
}

/**
 * Principal components of z-scored columns, for monitoring by T^2 and Q (Jackson and Mudholkar, "Control procedures for
 * residuals associated with principal component analysis", Technometrics 1979).
 */
export class PcaModel {
  readonly #standards: readonly ((value: number) => number)[];
  readonly #components: readonly { readonly vector: Float64Array; readonly variance: number }[];

  /** Fits the model to rows of equal length; there must be at least two. */
  constructor(rows: readonly Float64Array[]) {
    this.#standards = Array.from(rows[0] ?? [], (_, j) => standardOf(Float64Array.from(rows, (row) => row[j] ?? 0)));
    const eigen = symmetricEigen(secondMoments(rows.map((row) => this.standardise(row))));
    const total = eigen.values.reduce((sum, value) => sum + Math.max(value, 0), 0);
    const kept: { vector: Float64Array; variance: number }[] = [];
    let explained = 0;
    eigen.vectors.forEach((vector, k) => {
      const variance = eigen.values[k] ?? 0;
      if (explained < EXPLAINED * total && variance > 0) kept.push({ vector, variance });
      explained += variance;
    });
    this.#components = kept;
  }

  /** The row in standard deviations of the training rows. */
  standardise(row: Float64Array): Float64Array {
    return Float64Array.from(this.#standards, (standard, j) => standard(row[j] ?? 0));
  }

  /** The statistics of a standardised row. */
  statistics(z: Float64Array): PcaStatistics {
    let tSquared = 0;
    let q = z.reduce((sum, value) => sum + value * value, 0);
    for (const { vector, variance } of this.#components) {
      const along = z.reduce((sum, value, j) => sum + value * (vector[j] ?? 0), 0);
      tSquared += (along * along) / variance;
      q -= along * along;
    }
    return { tSquared, q: Math.max(q, 0) };
  }

  /**
   * Share of each column, 0 to 1, in T^2 and Q of a standardised row, each over its limit (Nomikos and MacGregor,
   * "Multivariate SPC charts for monitoring batch processes", Technometrics 1995).
   */
  shares(z: Float64Array, limits: PcaStatistics): Float64Array {
    const fitted = new Float64Array(z.length);
    const weighted = new Float64Array(z.length);
    for (const { vector, variance } of this.#components) {
      const along = z.reduce((sum, value, j) => sum + value * (vector[j] ?? 0), 0);
      vector.forEach((weight, j) => {
        fitted[j] = (fitted[j] ?? 0) + along * weight;
        weighted[j] = (weighted[j] ?? 0) + (along * weight) / variance;
      });
    }
    const parts = z.map(
      (value, j) =>
        Math.max(0, value * (weighted[j] ?? 0)) / limits.tSquared + (value - (fitted[j] ?? 0)) ** 2 / limits.q,
    );
    const total = parts.reduce((sum, part) => sum + part, Number.MIN_VALUE);
    return parts.map((part) => part / total);
  }
}
