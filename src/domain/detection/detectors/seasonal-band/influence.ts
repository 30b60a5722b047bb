/**
 * How much of a point is taken in: everything; the level and shifts that last; or only a level within the range, so that a
 * fault stays one however long it lasts.
 */
export type Pace = 'learning' | 'following' | 'steadfast';

/** The residual itself within the limit, falling to nothing at twice the limit. */
export function influenceOf(residual: number, limit: number): number {
  const size = Math.abs(residual);
  if (size < limit) return residual;
  return size < 2 * limit ? residual * (2 - size / limit) : 0;
}
