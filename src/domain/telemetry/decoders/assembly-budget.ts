import { usualLimits } from '../point-collector.js';

/**
 * How many refused points of one body are kept as a body of their own, with the names around them, so that they can be
 * decoded again. Beyond as many as are listed anyway only the bare point is kept: a million bad points must not cost a
 * million copies of what surrounds them.
 */
export class AssemblyBudget {
  #left = usualLimits.maxListed;

  /** True when one more may be assembled. */
  spend(): boolean {
    this.#left -= 1;
    return this.#left >= 0;
  }
}
