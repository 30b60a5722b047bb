/** What is further off than this, in standard deviations, counts as that far: scores stay finite whatever is read. */
const FURTHEST = 1e9;

/**
 * Turns a reading into standard deviations of the training readings. A column that never moved gets a thousandth of its
 * level for a standard deviation, so that a later move shows.
 */
export function standardOf(training: Float64Array): (value: number) => number {
  const mean = training.reduce((sum, value) => sum + value / training.length, 0);
  const variance = training.reduce((sum, value) => sum + (value - mean) ** 2 / training.length, 0);
  const scale = Math.max(Math.sqrt(variance), 1e-3 * Math.abs(mean) * Number(variance === 0), Number.MIN_VALUE ** 0.5);
  return (value) => Math.max(-FURTHEST, Math.min(FURTHEST, (value - mean) / scale));
}
