import type { JointMonitor } from './joint-monitor.js';
import { PcaModel, type PcaStatistics } from './pca-model.js';

/** The centre follows slow drift over about this many rows, and a tenth as fast while out of range. */
const DRIFT_ROWS = 250;
const OUT_OF_RANGE_SHARE = 0.1;
/** The distance is smoothed over this many rows: a single odd row is noise. */
const SMOOTHING_ROWS = 20;
/** One row counts for this many limits at most, however far off it is. */
const ROW_CLIP = 20;
const LIMIT_QUANTILE = 0.99;
/** Training rows understate what is normal; the threshold is their 99 % quantile by this much. */
const MARGIN = 1.5;
/** Rows at the start of the training part in which the smoothing has not settled. */
const SETTLING_ROWS = 50;

/**
 * Watches several columns together: T^2 and Q of a PCA model, each over its limit in the training rows, summed,
 * smoothed, and divided by the threshold that the training rows alone set. Causal: each row is scored, then learned.
 */
export class PcaMonitor implements JointMonitor {
  readonly #model: PcaModel;
  readonly #centre: Float64Array;
  readonly #limits: PcaStatistics;
  readonly #threshold: number;
  #distance = 0;
  readonly columnScores: Float64Array;

  /** Trains on rows of equal length, in their order; there must be at least two. */
  constructor(training: readonly Float64Array[]) {
    this.#model = new PcaModel(training);
    const standardised = training.map((row) => this.#model.standardise(row));
    const first = standardised[0] ?? new Float64Array(0);
    const settling = Math.min(SETTLING_ROWS, training.length >> 1);

    this.columnScores = new Float64Array(first.length);
    this.#centre = first.slice();
    const statistics = standardised.map((z) => this.#statisticsThenDrift(z, 1)).slice(settling);
    this.#limits = {
      tSquared: limitOf(statistics.map(({ tSquared }) => tSquared)),
      q: limitOf(statistics.map(({ q }) => q)),
    };
    this.#centre.set(first);
    const distances = standardised.map((z) => (this.#distance = this.#smoothed(this.#statisticsThenDrift(z, 1))));
    this.#threshold = MARGIN * limitOf(distances.slice(settling));
  }

  next(row: Float64Array): number {
    const z = this.#model.standardise(row);
    const centred = this.#centred(z);
    this.#distance = this.#smoothed(this.#model.statistics(centred));
    const score = this.#distance / this.#threshold;
    this.columnScores.set(this.#model.shares(centred, this.#limits).map((share) => share * score));
    this.#drift(z, score >= 1 ? OUT_OF_RANGE_SHARE : 1);
    return score;
  }

  #statisticsThenDrift(z: Float64Array, share: number): PcaStatistics {
    const statistics = this.#model.statistics(this.#centred(z));
    this.#drift(z, share);
    return statistics;
  }

  #smoothed({ tSquared, q }: PcaStatistics): number {
    const distance = Math.min(ROW_CLIP, tSquared / this.#limits.tSquared + q / this.#limits.q);
    return this.#distance + (distance - this.#distance) / SMOOTHING_ROWS;
  }

  #centred(z: Float64Array): Float64Array {
    return z.map((value, j) => value - (this.#centre[j] ?? 0));
  }

  #drift(z: Float64Array, share: number): void {
    z.forEach((value, j) => {
      const centre = this.#centre[j] ?? 0;
      this.#centre[j] = centre + ((value - centre) * share) / DRIFT_ROWS;
    });
  }
}

/** The 99 % quantile; above 0 even where the training rows never moved. */
function limitOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return Math.max(sorted[Math.min(sorted.length - 1, Math.floor(LIMIT_QUANTILE * sorted.length))] ?? 0, 1e-9);
}
