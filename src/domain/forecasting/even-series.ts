/** Readings of one series at even steps: `values[i]` belongs to `startMs + i * stepMs`. NaN where there was no reading. */
export interface EvenSeries {
  /** Epoch ms of the first value. */
  readonly startMs: number;
  readonly stepMs: number;
  readonly values: Float64Array;
}

/** The values from `from` up to, but without, `to`; a view, no copy. */
export function sliceOf({ startMs, stepMs, values }: EvenSeries, from: number, to: number): EvenSeries {
  return { startMs: startMs + from * stepMs, stepMs, values: values.subarray(from, to) };
}
