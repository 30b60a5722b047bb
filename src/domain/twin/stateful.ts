/** A part of the twin whose state is a list of numbers, so that a snapshot of any twin is plain JSON. */
export interface Stateful {
  save(): number[];
  /** Takes the state back; numbers that are missing leave what they stand for as it is. */
  restore(saved: readonly number[]): void;
}

/** Fraction of the way that a first-order lag goes in `seconds` towards its input, exact for any step. */
export function lag(seconds: number, timeConstantSeconds: number): number {
  return 1 - Math.exp(-seconds / timeConstantSeconds);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
