import type { ScoredColumns } from './excursion.js';

/** A score from here on says that something is happening, though it need not be an anomaly. */
const risenAt = 0.8;

/** How a neighbour's score went in the minutes around an onset. */
export interface Movement {
  /** When it rose, epoch ms; NaN when it did not. The first point that was looked at where it was high by then. */
  readonly roseAt: number;
  readonly peakScore: number;
}

/** Whether, and when, a score rose. */
export function movementOf({ at, score }: ScoredColumns): Movement {
  const known = score.filter((height) => !Number.isNaN(height));
  const rise = score.findIndex((height) => height >= risenAt);
  return { roseAt: at[rise] ?? NaN, peakScore: known.length === 0 ? NaN : known.reduce((a, b) => Math.max(a, b)) };
}
