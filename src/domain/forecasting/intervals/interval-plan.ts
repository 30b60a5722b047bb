import { DomainError } from '../../errors.js';
import { HorizonBuckets } from './horizon-buckets.js';

/** What the intervals of many series have in common; one object serves them all. */
export interface IntervalPlan {
  readonly buckets: HorizonBuckets;
  /** Ascending, without repeats. */
  readonly levels: readonly number[];
}

/** Plans intervals for so many steps ahead. Throws `invalid_input` unless each level lies between 0 and 1. */
export function planIntervals(horizon: number, levels: readonly number[]): IntervalPlan {
  for (const level of levels) {
    if (!(level > 0 && level < 1)) {
      throw new DomainError('invalid_input', `the level ${level} does not lie between 0 and 1`);
    }
  }
  return { buckets: new HorizonBuckets(horizon), levels: [...new Set(levels)].sort((a, b) => a - b) };
}
