import type { Verdict } from '../detector.js';

/** What is said of one row of a table. Reused for all rows: read it before the next call. */
export interface RowVerdict {
  /** As a detector's score: 0 or more, 1 is the threshold, 0 while warming up or where nothing was read. */
  score: number;
  /** Score of each column by itself; what it has in the row's score when the columns are judged together. */
  readonly columnScores: Float64Array;
  /** Expected value and band of the only column; undefined when there are several. */
  readonly band: Pick<Verdict, 'expected' | 'lower' | 'upper'> | undefined;
}

/** Scores the rows of a table in their order, each from what came before it. */
export abstract class RowScorer {
  /** Work that the next row waits for; undefined when there is none. It rejects when the rows cannot be judged. */
  get pending(): Promise<void> | undefined {
    return undefined;
  }
  /** One value per column, undefined where there was no reading. */
  abstract next(at: number, values: readonly (number | undefined)[]): RowVerdict;
}
