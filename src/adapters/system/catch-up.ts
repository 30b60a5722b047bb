/**
 * How long ago a reader had everything that there was to read. It is told how far there was something at a time, and how
 * far the reader has come; offsets ascend.
 */
export class CatchUp {
  #completeAt = -Infinity;
  #reached = -Infinity;
  /** The oldest end not reached yet. */
  #target: { readonly end: number; readonly at: number } | undefined;

  /** At `at` (monotonic ms) the last offset was `end`. */
  see(end: number, at: number): void {
    if (this.#reached >= end) this.#completeAt = Math.max(this.#completeAt, at);
    else this.#target ??= { end, at };
  }

  /** Everything up to and including `offset` has been handled. */
  reach(offset: number): void {
    this.#reached = Math.max(this.#reached, offset);
    if (!this.#target || offset < this.#target.end) return;
    this.#completeAt = Math.max(this.#completeAt, this.#target.at);
    this.#target = undefined;
  }

  /** Ms before `nowMs` up to which nothing is missing; Infinity when that has never been known. */
  behindMs(nowMs: number): number {
    return nowMs - this.#completeAt;
  }
}
