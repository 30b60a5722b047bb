/** Where the truth is expected with probability `level`, step by step, in the series' unit. */
export interface Band {
  /** Between 0 and 1, such as 0.8. */
  readonly level: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** What is expected of the steps after a history; the first is one step after the last value. */
export interface Forecast {
  readonly mean: Float64Array;
  /** By level, narrowest first; each lies inside the next. Empty where nothing is known of the errors. */
  readonly bands: readonly Band[];
}
