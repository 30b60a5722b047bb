import type { ReconstructionDistance } from '../autoencoder/reconstruction-distance.js';
import { meanOfWindow, WINDOW_MINUTES } from './class-model.js';

/** What is held out of one device, minute by minute; undefined where a metric is missing. */
export type HeldOutRows = readonly (Float64Array | undefined)[];

/** The largest deviation that a device had in what is held out of it; undefined when no minute could be judged. */
export function largestDeviation(rows: HeldOutRows, distance: ReconstructionDistance): number | undefined {
  const distances = rows.map((row) => row && distance.next(row));
  let largest: number | undefined;
  for (let last = WINDOW_MINUTES - 1; last < rows.length; last++) {
    const mean = meanOfWindow(distances.slice(last - WINDOW_MINUTES + 1, last + 1).reverse());
    if (mean !== undefined) largest = Math.max(largest ?? 0, mean);
  }
  return largest;
}
