/** Where readings lie, in their unit. */
export interface Spread {
  readonly mean: number;
  /** Population standard deviation; 0 for readings that never move. */
  readonly deviation: number;
}

/** Below this share of the mean it is rounding that lets readings deviate. */
const ROUNDING = 1e-9;

/** The spread of what was read; not finite values are passed over. NaN and 0 where there is none. */
export function spreadOf(values: Float64Array): Spread {
  const known = values.filter(Number.isFinite);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  return { mean, deviation: deviation > Math.abs(mean) * ROUNDING ? deviation : 0 };
}
