import type { RowInHand } from './row-in-hand.js';

/**
 * The numbers of one detector before the point in hand and after it. A point is computed into `after`, which becomes
 * the state when the point is learned. Shared by all detectors of a plan: no two are ever in the middle of a point.
 */
export class RunningMeans {
  readonly after: Float32Array;
  /** Lower bound of all rates: a mean of few points is a plain running mean. */
  youngRate = 1;

  constructor(
    readonly row: RowInHand,
    cells: number,
  ) {
    this.after = new Float32Array(cells);
  }

  /** Starts on the next point of the detector that has seen so many. */
  start(points: number): void {
    this.youngRate = 1 / (points + 1);
  }

  /** What a cell held before the point in hand. */
  before(cell: number): number {
    return this.row.value(cell);
  }

  /** Moves a mean towards the value by `rate` (1 over its memory, in points) and answers it. */
  mean(cell: number, rate: number, value: number): number {
    const mean = moved(this.before(cell), value, Math.max(rate, this.youngRate));
    this.after[cell] = mean;
    return mean;
  }
}

/** A mean that has gone this share of the way towards a value. */
export function moved(mean: number, value: number, share: number): number {
  return mean + share * (value - mean);
}
