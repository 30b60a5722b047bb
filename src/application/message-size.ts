/** Most notices in one message; the rest goes into the next. */
const LARGEST = 500;

/**
 * How many notices the messages of one receiver may hold. A receiver that will not take a message as it is gets shorter
 * ones, down to single notices, and longer ones again as it confirms: a few calls find the notice that it refuses.
 */
export class MessageSize {
  #most = LARGEST;

  get most(): number {
    return this.#most;
  }

  /** After a refusal of a message of so many. */
  halve(refused: number): void {
    this.#most = Math.max(1, Math.floor(refused / 2));
  }

  /** After a confirmation. */
  grow(): void {
    this.#most = Math.min(LARGEST, this.#most * 2);
  }
}
