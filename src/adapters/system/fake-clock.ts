import { Clock } from '../../ports/clock.js';

/** A clock that stands still until told to move; for tests and for runs in simulated time. */
export class FakeClock extends Clock {
  #sleepers: { wakeAt: number; wake: () => void }[] = [];

  constructor(private nowMs = 0) {
    super();
  }

  now(): number {
    return this.nowMs;
  }

  monotonic(): number {
    return this.nowMs;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted || ms <= 0) {
        resolve();
        return;
      }
      const end = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const sleeper = { wakeAt: this.nowMs + ms, wake: end };
      this.#sleepers.push(sleeper);
      signal.addEventListener('abort', end);
    });
  }

  /** Moves time on and wakes whoever has slept long enough. */
  advance(ms: number): void {
    this.nowMs += ms;
    for (const sleeper of this.#sleepers) if (sleeper.wakeAt <= this.nowMs) sleeper.wake();
  }
}
