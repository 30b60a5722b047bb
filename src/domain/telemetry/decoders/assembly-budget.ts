import { usualLimits } from '../point-collector.js';

/**
 * Which refused points of one body are kept as a body of their own, with the names around them, so that they can be
 * decoded again: as many as are listed anyway, and only if the names are no longer than what is kept of one. Of others
 * the bare point is kept: a million bad points must not cost a million copies of what surrounds them.
 */
export class AssemblyBudget {
  #left = usualLimits.maxListed;

  /** True when one more point may be assembled; `length` is that of what surrounds it, in bytes or characters. */
  spend(length: number): boolean {
    if (length > usualLimits.maxOriginalBytes) return false;
    this.#left -= 1;
    return this.#left >= 0;
  }
}
