import type { JointMonitor } from '../multivariate/joint-monitor.js';
import { LevelMonitor } from '../multivariate/level-monitor.js';
import { PcaMonitor } from '../multivariate/pca-monitor.js';

/** Fewer training rows say too little about columns; then principal components watch alone. */
export const LEAST_TRAINING_ROWS = 100;

/** What can judge the columns of a table together; `plenum detect --multivariate --detector`. */
export const jointDetectorNames = ['levels', 'pca', 'autoencoder'] as const;

export type JointDetectorName = (typeof jointDetectorNames)[number];

/** True if columns can be judged together by a detector of this name. */
export function isJointDetectorName(name: string): name is JointDetectorName {
  return jointDetectorNames.some((known) => known === name);
}

/** The monitor of `levels`, or principal components where there are few rows. */
export function trainLevels(rows: readonly Float64Array[]): JointMonitor {
  return rows.length < LEAST_TRAINING_ROWS ? new PcaMonitor(rows) : new LevelMonitor(rows);
}
