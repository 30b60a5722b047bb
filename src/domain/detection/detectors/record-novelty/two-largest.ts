/** Half the log of the product of the two largest ratios: above 0 when two features set a record together. */
export class TwoLargest {
  #first = 0;
  #second = 0;

  clear(): void {
    this.#first = 0;
    this.#second = 0;
  }

  /** Takes in `level / record`. Few ratios are among the largest, so most are told by a product, without dividing. */
  add(level: number, record: number): void {
    if (level <= this.#second * record) return;
    const ratio = level / record;
    if (ratio > this.#first) {
      this.#second = this.#first;
      this.#first = ratio;
    } else {
      this.#second = ratio;
    }
  }

  novelty(): number {
    return this.#second > 0 ? 0.5 * Math.log(this.#first * this.#second) : 0;
  }
}
