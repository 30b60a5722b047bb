import { bridgeGaps } from './bridge-gaps.js';
import { spreadOf } from './spread.js';
import type { Training } from './training.js';

/**
 * The series without gaps, each less its mean and in units of its own standard deviation over the rows to learn from, so
 * that each has an equal say in a shared model. Series that never move say nothing and are left out.
 */
export function evenlyScaled({ series, learnRows }: Training, season: number): readonly Float64Array[] {
  return series.flatMap(({ values }) => {
    const bridged = bridgeGaps(values, season);
    const { mean, deviation } = spreadOf(bridged.subarray(0, learnRows));
    return deviation > 0 ? [bridged.map((value) => (value - mean) / deviation)] : [];
  });
}
