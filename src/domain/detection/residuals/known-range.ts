/** Beyond what was seen, a fit is trusted this share of the seen width further. */
const MARGIN = 0.1;

/** A bound follows what lies beyond it with this time constant: a fit needs a while of such operation to hold there. */
const FOLLOW_SECONDS = 600;

/** The range of operation in which a fit has been seen to hold: about the least and the greatest of each term. */
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

  /** Takes terms that have stood for so many seconds. */
  learn(terms: readonly number[], seconds: number): void {
    const rate = 1 - Math.exp(-seconds / FOLLOW_SECONDS);
    terms.forEach((term, i) => {
      const { [i]: least = term } = this.#least;
      const { [i]: greatest = term } = this.#greatest;
      this.#least[i] = least + rate * Math.min(0, term - least);
      this.#greatest[i] = greatest + rate * Math.max(0, term - greatest);
    });
  }

  save(): readonly number[] {
    return [...this.#least, ...this.#greatest];
  }

  restore(state: readonly number[]): void {
    this.#least = state.slice(0, state.length / 2);
    this.#greatest = state.slice(state.length / 2);
  }
}
