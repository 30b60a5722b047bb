/** Half the log of the product of the two largest record ratios: above 0 when two features set a record together. */
export class TwoLargest {
  #first = 0;
  #second = 0;

  clear(): void {
    this.#first = 0;
    this.#second = 0;
  }

  add(ratio: number): void {
    if (ratio > this.#first) {
      this.#second = this.#first;
      this.#first = ratio;
    } else if (ratio > this.#second) {
      this.#second = ratio;
    }
  }

  novelty(): number {
    return this.#second > 0 ? 0.5 * Math.log(this.#first * this.#second) : 0;
  }
}
