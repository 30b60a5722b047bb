/** Beyond what was seen, a fit is trusted this share of the seen width further. */
const MARGIN = 0.1;

/** A bound follows what lies beyond it with this time constant: a fit needs a while of such operation to hold there. */
const FOLLOW_SECONDS = 600;

/** Terms are of the order of one to ten: a range that has hardly been seen is taken to be this wide. */
const LEAST_WIDTH = 0.1;
/** So many widths beyond the range a term is no operation: a meter reads nonsense for a moment. */
const REACH = 10;

/**
 * The range of operation in which a fit has been seen to hold: about the least and the greatest of each term. It grows by
 * its own width at most in each time constant, or one reading of nonsense would make everything known.
 */
export class KnownRange {
  #least: number[] = [];
  #greatest: number[] = [];

  holds(terms: readonly number[]): boolean {
    return terms.every((term, i) => {
      const [least = NaN, greatest = NaN] = [this.#least[i], this.#greatest[i]];
      const margin = MARGIN * (greatest - least);
      return term >= least - margin && term <= greatest + margin;
    });
  }

  /** Whether terms can be those of some operation. All are while nothing is known. */
  isCredible(terms: readonly number[]): boolean {
    return terms.every((term, i) => {
      const [least, greatest] = this.#boundsOf(i, term);
      return term === within(least, greatest, REACH, term);
    });
  }

  /** Takes terms that have stood for so many seconds. */
  learn(terms: readonly number[], seconds: number): void {
    const rate = 1 - Math.exp(-seconds / FOLLOW_SECONDS);
    terms.forEach((term, i) => {
      const [least, greatest] = this.#boundsOf(i, term);
      const followed = within(least, greatest, 1, term);
      this.#least[i] = least + rate * Math.min(0, followed - least);
      this.#greatest[i] = greatest + rate * Math.max(0, followed - greatest);
    });
  }

  save(): readonly number[] {
    return [...this.#least, ...this.#greatest];
  }

  restore(state: readonly number[]): void {
    this.#least = state.slice(0, state.length / 2);
    this.#greatest = state.slice(state.length / 2);
  }

  #boundsOf(i: number, term: number): readonly [least: number, greatest: number] {
    return [this.#least[i] ?? term, this.#greatest[i] ?? term];
  }
}

/** The term, brought to so many widths beyond these bounds where it is further away. */
function within(least: number, greatest: number, widths: number, term: number): number {
  const reach = widths * Math.max(LEAST_WIDTH, greatest - least);
  return Math.max(least - reach, Math.min(greatest + reach, term));
}
