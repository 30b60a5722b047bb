import type { Layer } from '../../networks/layer.js';
import { ReconstructionDistance, UsualResiduals } from '../autoencoder/reconstruction-distance.js';
import type { ClassTraining } from './class-training.js';
import { largestDeviation } from './held-out.js';
import { unlikeTheRest } from './unlike-the-rest.js';

/** The hours held out show only part of what is normal: the threshold is the largest distance in them by this much. */
const MARGIN = 1.5;

export interface Calibration {
  readonly usual: Float64Array;
  readonly threshold: number;
  /** Mean squared error of the rows held out. */
  readonly loss: number;
  /** Devices that had no part in this, by their place in what is held out: the rest found them unlike the class. */
  readonly odd: ReadonlySet<number>;
}

/**
 * Sets what is usual and what is too far, from rows that the network has not learned. A device that would be beyond the
 * threshold of the rest has no part in it: a fault that was there when the class was learned would hide itself and all others
 * like it. Undefined when these rows show no minute that could be judged: nothing is known of what is usual then. Yields between devices.
 */
export function* calibrate(
  { heldOut }: Pick<ClassTraining, 'heldOut'>,
  layers: readonly Layer[],
): Generator<void, Calibration | undefined> {
  const odd = yield* unlikeTheRest(heldOut, layers, MARGIN);
  const sound = heldOut.filter((_, device) => !odd.has(device));
  const residuals = new UsualResiduals(layers);
  for (const rows of sound) {
    for (const row of rows) if (row) residuals.add(row);
    yield;
  }
  const usual = residuals.sizes();
  const distance = new ReconstructionDistance(layers, usual);
  let largest: number | undefined;
  for (const rows of sound) {
    const deviation = largestDeviation(rows, distance);
    if (deviation !== undefined) largest = Math.max(largest ?? 0, deviation);
    yield;
  }
  if (largest === undefined) return undefined;
  const loss = usual.reduce((sum, size) => sum + size ** 2 / usual.length, 0);
  // 1 is the usual distance: where all was still, that is still no deviation.
  return { usual, threshold: MARGIN * Math.max(largest, 1), loss, odd };
}
