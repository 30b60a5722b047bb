/** The only source of time. Tests drive a fake one. */
export abstract class Clock {
  /** Epoch ms, UTC. */
  abstract now(): number;
  /** Monotonic ms, for durations. */
  abstract monotonic(): number;
  /** Resolves after `ms` or at once when the signal aborts; never rejects. */
  abstract sleep(ms: number, signal: AbortSignal): Promise<void>;
}
