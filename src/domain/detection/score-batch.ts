/**
 * Scores as parallel columns, aligned with the points that were scored. `score`: 0 to below 1 normal, 1 or more
 * anomalous, 0 while warming up. `expected`, `lower`, `upper` are in the series' unit and NaN while warming up.
 * None of them is finer than it means: see `roundVerdict`.
 */
export interface ScoreBatch {
  readonly length: number;
  readonly seriesIds: Int32Array;
  readonly at: Float64Array;
  readonly score: Float32Array;
  readonly expected: Float32Array;
  readonly lower: Float32Array;
  readonly upper: Float32Array;
}
