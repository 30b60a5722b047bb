import { type Detector, clearVerdict, emptyVerdict } from '../detector.js';
import { RowScorer, type RowVerdict } from './row-scorer.js';

/** Judges each column by a detector of its own. The row's score is the highest of its columns. */
export class ColumnScorer extends RowScorer {
  readonly #detectors: readonly Detector[];
  readonly #verdict = emptyVerdict();
  readonly #row: RowVerdict;

  constructor(columns: number, makeDetector: () => Detector) {
    super();
    this.#detectors = Array.from({ length: columns }, makeDetector);
    this.#row = {
      score: 0,
      columnScores: new Float64Array(columns),
      band: columns === 1 ? this.#verdict : undefined,
    };
  }

  next(at: number, values: readonly (number | undefined)[]): RowVerdict {
    const row = this.#row;
    row.score = 0;
    this.#detectors.forEach((detector, column) => {
      const value = values[column];
      if (value === undefined) {
        clearVerdict(this.#verdict);
      } else {
        detector.scoreOne(at, value, this.#verdict);
        detector.learnOne(at, value);
      }
      row.columnScores[column] = this.#verdict.score;
      row.score = Math.max(row.score, this.#verdict.score);
    });
    return row;
  }
}
