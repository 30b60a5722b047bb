import type { Clock } from '../ports/clock.js';

/** Longest stretch of work without a rest: what else the process does waits no longer for it. */
const longestMs = 10;

/** Work that may take its time: after each stretch it rests as long, so that it takes half of a core at most. */
export class HalfPace {
  #workedMs = 0;

  constructor(private readonly clock: Clock) {}

  /** Does a small piece of work, and rests when it is time to. A rest ends early when the signal aborts. */
  async do(work: () => void, signal: AbortSignal): Promise<void> {
    const startedMs = this.clock.monotonic();
    work();
    this.#workedMs += this.clock.monotonic() - startedMs;
    if (this.#workedMs < longestMs) return;
    const restMs = this.#workedMs;
    this.#workedMs = 0;
    await this.clock.sleep(restMs, signal);
  }
}
