/** Watches several columns together, row by row. The score of a row depends on the rows up to it. */
export interface JointMonitor {
  /** What each column has in the score of the last row. */
  readonly columnScores: Float64Array;
  /** The score of the next row, which is then learned. 1 or more is anomalous. */
  next(row: Float64Array): number;
}
