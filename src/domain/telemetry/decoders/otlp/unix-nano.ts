/**
 * Epoch ms of an unsigned 64-bit count of nanoseconds, given as its halves. 2^32 ns are 4294 ms and 967,296 ns, so that
 * everything but the fraction of the millisecond is computed in whole numbers below 2^53.
 */
export function msOfNanos(low: number, high: number): number {
  const nanos = high * 967_296 + low;
  const wholeMs = Math.floor(nanos / 1e6);
  return high * 4294 + wholeMs + (nanos - wholeMs * 1e6) / 1e6;
}
