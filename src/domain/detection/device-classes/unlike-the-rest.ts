import type { Layer } from '../../networks/layer.js';
import { ReconstructionDistance, usualResiduals } from '../autoencoder/reconstruction-distance.js';
import { type HeldOutRows, largestDeviation } from './held-out.js';

/** Of two devices nobody can say which is the odd one. */
const FEWEST_DEVICES = 3;
/** More than this share of a class that go their own way together are a kind of it, not faults; one always may be a fault. */
const LARGEST_SHARE = 0.1;

/**
 * The devices, by their place in the list, of which the largest deviation is more than `factor` times that of the next one, and
 * than the usual: the few that the rest of the class would find unlike itself. They are compared by residuals that are usual for
 * the median device, which a fault of a few does not move. Yields between devices.
 */
export function* unlikeTheRest(
  heldOut: readonly HeldOutRows[],
  layers: readonly Layer[],
  factor: number,
): Generator<void, ReadonlySet<number>> {
  const sizes: Float64Array[] = [];
  for (const rows of heldOut) {
    const read = rows.filter((row) => row !== undefined);
    if (read.length > 0) sizes.push(usualResiduals(read, layers));
    yield;
  }
  const usual = Float64Array.from(sizes[0] ?? [], (_, column) => lowerMedian(sizes.map((each) => each[column] ?? 0)));
  const distance = new ReconstructionDistance(layers, usual);
  const largest: { readonly device: number; readonly deviation: number }[] = [];
  for (const [device, rows] of heldOut.entries()) {
    const deviation = largestDeviation(rows, distance);
    if (deviation !== undefined) largest.push({ device, deviation });
    yield;
  }
  largest.sort((left, right) => right.deviation - left.deviation);
  const odd = lengthOfOdd(
    largest.map(({ deviation }) => deviation),
    factor,
  );
  return new Set(largest.slice(0, odd).map(({ device }) => device));
}

/** How many of the first ones are beyond what follows them, which falls. */
function lengthOfOdd(deviations: readonly number[], factor: number): number {
  if (deviations.length < FEWEST_DEVICES) return 0;
  let odd = Math.max(1, Math.floor(LARGEST_SHARE * deviations.length));
  while (odd > 0 && !((deviations[odd - 1] ?? 0) > factor * Math.max(deviations[odd] ?? 0, 1))) odd--;
  return odd;
}

function lowerMedian(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[(values.length - 1) >> 1] ?? 0;
}
