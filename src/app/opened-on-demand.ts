import type { Clock } from '../ports/clock.js';

/** How long the closing waits for a back end that may be out of reach. */
const closeWithinMs = 5_000;

/** A back end that may be out of reach when the service starts: opened when it is first needed, and again after a failure. */
export class OpenedOnDemand<T extends { close(): Promise<void> }> {
  #opening: Promise<T> | undefined;

  constructor(
    private readonly open: () => Promise<T>,
    private readonly clock: Clock,
  ) {}

  /** Rejects as the opening does; the next call tries again. */
  get(): Promise<T> {
    this.#opening ??= this.open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** Closes what is open, and leaves it to itself after a while. */
  async close(): Promise<void> {
    const closed = new AbortController();
    const closing = this.#opening?.then(
      (backEnd) => backEnd.close(),
      () => undefined, // What could not be opened needs no closing.
    );
    await Promise.race([closing, this.clock.sleep(closeWithinMs, closed.signal)]);
    closed.abort();
  }
}
