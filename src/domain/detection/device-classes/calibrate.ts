import type { DenseLayer } from '../../networks/dense-network.js';
import { ReconstructionDistance, usualResiduals } from '../autoencoder/reconstruction-distance.js';
import { meanDistance, WINDOW_MINUTES } from './class-model.js';
import type { ClassTraining } from './class-training.js';

/** The hours held out show only part of what is normal: the threshold is the largest distance in them by this much. */
const MARGIN = 1.5;

export interface Calibration {
  readonly usual: Float64Array;
  readonly threshold: number;
  /** Mean squared error of the rows held out. */
  readonly loss: number;
}

/**
 * Sets what is usual and what is too far, from rows that the network has not learned. Undefined when these show no minute that
 * could be judged: nothing is known of what is usual then.
 */
export function calibrate({ heldOut }: ClassTraining, layers: readonly DenseLayer[]): Calibration | undefined {
  const usual = usualResiduals(
    heldOut.flatMap((rows) => rows.filter((row) => row !== undefined)),
    layers,
  );
  const distance = new ReconstructionDistance(layers, usual);
  let largest: number | undefined;
  for (const rows of heldOut) {
    for (let last = WINDOW_MINUTES - 1; last < rows.length; last++) {
      const window = rows.slice(last - WINDOW_MINUTES + 1, last + 1).reverse();
      const mean = meanDistance(window, distance);
      if (mean) largest = Math.max(largest ?? 0, mean.distance);
    }
  }
  if (largest === undefined) return undefined;
  const loss = usual.reduce((sum, size) => sum + size ** 2 / usual.length, 0);
  // 1 is the usual distance: where all was still, that is still no deviation.
  return { usual, threshold: MARGIN * Math.max(largest, 1), loss };
}
