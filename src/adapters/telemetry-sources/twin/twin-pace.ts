import type { Clock } from '../../../ports/clock.js';

/**
 * Tells how far simulated time may have come. At speed 1 it is the wall clock, unless the simulation is ahead of it
 * after a faster time; then, and at other speeds, it runs on from where it is. It never goes back.
 */
export class TwinPace {
  #speed: number;
  #wallMs = 0;
  #simulatedMs = 0;

  constructor(
    private readonly clock: Clock,
    speed: number,
    simulatedMs: number,
  ) {
    this.#speed = speed;
    this.anchor(simulatedMs);
  }

  /** Starts counting anew from here; for a simulation that cannot keep up. */
  anchor(simulatedMs: number): void {
    const now = this.clock.now();
    this.#simulatedMs = simulatedMs;
    this.#wallMs = this.#speed === 1 && simulatedMs <= now ? simulatedMs : now;
  }

  /** Takes up a change of speed at the simulated moment. */
  adopt(speed: number, simulatedMs: number): void {
    if (speed === this.#speed) return;
    this.#speed = speed;
    this.anchor(simulatedMs);
  }

  /** Simulated time that should have been reached by now. */
  targetMs(): number {
    return this.#simulatedMs + (this.clock.now() - this.#wallMs) * this.#speed;
  }

  /** Real time until the simulated moment is due, ms; infinite while time stands still. */
  waitMs(simulatedMs: number): number {
    return this.#speed === 0 ? Number.POSITIVE_INFINITY : (simulatedMs - this.targetMs()) / this.#speed;
  }
}
