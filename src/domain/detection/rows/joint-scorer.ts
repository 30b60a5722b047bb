import { PcaMonitor } from '../multivariate/pca-monitor.js';
import { RowScorer, type RowVerdict } from './row-scorer.js';

/**
 * Judges all columns together. The first `trainRows` rows train the model and score 0. A missing reading counts as the
 * last one of its column; rows before every column has been read are left out of the training.
 */
export class JointScorer extends RowScorer {
  readonly #trainRows: number;
  readonly #last: Float64Array;
  readonly #row: RowVerdict = { score: 0, columnScores: new Float64Array(0), band: undefined };
  #training: Float64Array[] = [];
  #rows = 0;
  #monitor: PcaMonitor | undefined;

  constructor(columns: number, trainRows: number) {
    super();
    this.#trainRows = trainRows;
    this.#last = new Float64Array(columns).fill(NaN);
  }

  next(_at: number, values: readonly (number | undefined)[]): RowVerdict {
    values.forEach((value, column) => {
      if (value !== undefined) this.#last[column] = value;
    });
    this.#rows += 1;
    this.#row.score = this.#score();
    return this.#row;
  }

  #score(): number {
    if (this.#last.some(Number.isNaN)) return 0;
    if (this.#monitor) return this.#monitor.next(this.#last);
    this.#training.push(this.#last.slice());
    if (this.#rows >= this.#trainRows && this.#training.length > 1) {
      this.#monitor = new PcaMonitor(this.#training);
      this.#training = [];
    }
    return 0;
  }
}
