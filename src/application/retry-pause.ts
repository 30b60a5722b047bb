import type { Clock } from '../ports/clock.js';

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

/** The pause after a failure: twice as long each time, from a second to five minutes, until something succeeds. */
export class RetryPause {
  #nextMs = FIRST_MS;
  #endsAt = -Infinity;

  constructor(private readonly clock: Clock) {}

  /** How long it still lasts; 0 when there is none. */
  get leftMs(): number {
    return Math.max(0, this.#endsAt - this.clock.monotonic());
  }

  /** Begins after a failure; tells how long it lasts. */
  begin(): number {
    const lastsMs = this.#nextMs;
    this.#endsAt = this.clock.monotonic() + lastsMs;
    this.#nextMs = Math.min(lastsMs * 2, LONGEST_MS);
    return lastsMs;
  }

  /** After a success: the next failure pauses shortly again. */
  reset(): void {
    this.#nextMs = FIRST_MS;
  }
}
