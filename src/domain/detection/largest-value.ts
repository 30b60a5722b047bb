/** No sensor means more; sums and single-precision state have room above it. */
const LARGEST = 1e30;

/** The value as detectors take it: what is larger than anything that is measured counts as the largest. */
export function asMeasured(value: number): number {
  return value > LARGEST ? LARGEST : value < -LARGEST ? -LARGEST : value;
}
