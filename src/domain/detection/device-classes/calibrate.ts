import type { DenseLayer } from '../../networks/dense-network.js';
import { ReconstructionDistance, UsualResiduals } from '../autoencoder/reconstruction-distance.js';
import { meanOfWindow, WINDOW_MINUTES } from './class-model.js';
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
 * could be judged: nothing is known of what is usual then. Yields between devices.
 */
export function* calibrate(
  { heldOut }: Pick<ClassTraining, 'heldOut'>,
  layers: readonly DenseLayer[],
): Generator<void, Calibration | undefined> {
  const residuals = new UsualResiduals(layers);
  for (const rows of heldOut) {
    for (const row of rows) if (row) residuals.add(row);
    yield;
  }
  const usual = residuals.sizes();
  const distance = new ReconstructionDistance(layers, usual);
  let largest: number | undefined;
  for (const rows of heldOut) {
    const distances = rows.map((row) => row && distance.next(row));
    for (let last = WINDOW_MINUTES - 1; last < rows.length; last++) {
      const mean = meanOfWindow(distances.slice(last - WINDOW_MINUTES + 1, last + 1).reverse());
      if (mean !== undefined) largest = Math.max(largest ?? 0, mean);
    }
    yield;
  }
  if (largest === undefined) return undefined;
  const loss = usual.reduce((sum, size) => sum + size ** 2 / usual.length, 0);
  // 1 is the usual distance: where all was still, that is still no deviation.
  return { usual, threshold: MARGIN * Math.max(largest, 1), loss };
}
