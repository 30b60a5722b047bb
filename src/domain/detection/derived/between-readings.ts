/** Between two readings further apart than this nobody knows what the value was. */
export const LONGEST_GAP_MS = 10 * 60_000;

/**
 * The value at a time, by readings in order of time: one of that very time, or the straight line between those around it.
 * Undefined where they are too far apart, or one is missing.
 */
export function valueBetween(at: readonly number[], values: readonly number[], time: number): number | undefined {
  const after = at.findIndex((moment) => moment >= time);
  if (at[after] === time) return values[after];
  const [from = NaN, to = NaN] = at.slice(after - 1, after + 1);
  const [left = NaN, right = NaN] = values.slice(after - 1, after + 1);
  if (after < 1 || to - from > LONGEST_GAP_MS) return undefined;
  return left + ((right - left) * (time - from)) / (to - from);
}
