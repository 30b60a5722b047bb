import { LevelMonitor } from '../multivariate/level-monitor.js';
import { PcaMonitor } from '../multivariate/pca-monitor.js';
import { RowScorer, type RowVerdict } from './row-scorer.js';

/** Fewer training rows say too little about the levels of the columns; then principal components watch alone. */
const LEVEL_ROWS = 100;

/**
 * Judges all columns together. The first `trainRows` rows train the model and score 0. A missing reading counts as the
 * last one of its column; rows before every column has been read are left out of the training.
 */
export class JointScorer extends RowScorer {
  readonly #trainRows: number;
  readonly #last: Float64Array;
  readonly #row: RowVerdict;
  #training: Float64Array[] = [];
  #rows = 0;
  #monitor: LevelMonitor | PcaMonitor | undefined;

  constructor(columns: number, trainRows: number) {
    super();
    this.#trainRows = trainRows;
    this.#last = new Float64Array(columns).fill(NaN);
    this.#row = { score: 0, columnScores: new Float64Array(columns), band: undefined };
  }

  next(_at: number, values: readonly (number | undefined)[]): RowVerdict {
    values.forEach((value, column) => {
      if (value !== undefined) this.#last[column] = value;
    });
    this.#rows += 1;
    this.#row.score = this.#score();
    if (this.#monitor instanceof LevelMonitor) this.#row.columnScores.set(this.#monitor.columnScores);
    return this.#row;
  }

  #score(): number {
    if (this.#last.some(Number.isNaN)) return 0;
    if (this.#monitor) return this.#monitor.next(this.#last);
    this.#training.push(this.#last.slice());
    if (this.#rows >= this.#trainRows && this.#training.length > 1) {
      this.#monitor =
        this.#training.length < LEVEL_ROWS ? new PcaMonitor(this.#training) : new LevelMonitor(this.#training);
      this.#training = [];
    }
    return 0;
  }
}
