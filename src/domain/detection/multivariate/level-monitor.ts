import { ColumnSignal } from './column-signal.js';
import { JointDistance } from './joint-distance.js';
import { LevelBand } from './level-band.js';
import { standardOf } from './standard.js';

/** An anomaly is over when the score has fallen this far below the threshold, not at the first row under it. */
const OVER = 0.6;

/**
 * Watches several columns together: the level of each, and the distance of the row from how the columns moved together,
 * each in the band that the training rows set. The score is the largest of them. Causal: the score of a row depends on
 * the training rows, the row, and those between them; the bands never change after training.
 */
export class LevelMonitor {
  readonly #columns: readonly ColumnSignal[];
  readonly #bands: readonly LevelBand[];
  readonly #joint: JointDistance;
  readonly #standardDistance: (distance: number) => number;
  readonly #jointBand: LevelBand;
  readonly #row: Float64Array;
  #isAnomalous = false;
  /** What each column has in the score of the last row: its own level, or its part in the joint distance. */
  readonly columnScores: Float64Array;

  /** Trains on rows of equal length, in their order. */
  constructor(training: readonly Float64Array[]) {
    this.#row = new Float64Array(training[0]?.length ?? 0);
    this.columnScores = this.#row.slice();
    this.#columns = Array.from(this.#row, (_, j) => new ColumnSignal(Float64Array.from(training, (row) => row[j] ?? 0)));
    this.#bands = this.#columns.map((column) => new LevelBand(column.training));
    const rows = training.map((_, t) => Float64Array.from(this.#columns, (column) => column.training[t] ?? 0));
    this.#joint = new JointDistance(rows);
    const distances = Float64Array.from(rows, (row) => this.#joint.of(row));
    this.#standardDistance = standardOf(distances);
    this.#jointBand = new LevelBand(distances.map(this.#standardDistance));
  }

  /** The score of the next row. 1 or more is anomalous. */
  next(row: Float64Array): number {
    this.#columns.forEach((column, j) => (this.#row[j] = column.next(row[j] ?? 0)));
    const together = this.#jointBand.next(this.#standardDistance(this.#joint.of(this.#row)));
    const total = this.#joint.parts.reduce((sum, part) => sum + Math.max(part, 0), Number.MIN_VALUE);
    let score = together;
    this.#bands.forEach((band, j) => {
      const alone = band.next(this.#row[j] ?? 0);
      this.columnScores[j] = Math.max(alone, (together * Math.max(this.#joint.parts[j] ?? 0, 0)) / total);
      score = Math.max(score, alone);
    });
    this.#isAnomalous = score >= (this.#isAnomalous ? OVER : 1);
    return this.#isAnomalous ? Math.max(1, score) : score;
  }
}
