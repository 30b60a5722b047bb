/** Share of a running mean with a memory of `memoryMs` that a value replaces which held for `elapsedMs`; 0 when no time passed. */
export function rateOf(elapsedMs: number, memoryMs: number): number {
  return elapsedMs > 0 ? elapsedMs / (memoryMs + elapsedMs) : 0;
}
