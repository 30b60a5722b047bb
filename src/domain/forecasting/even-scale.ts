import { bridgeGaps } from './bridge-gaps.js';
import type { Training } from './training.js';

/**
 * The series without gaps, each less its mean and in units of its own standard deviation over the rows to learn from, so
 * that each has an equal say in a shared model. Series that never move say nothing and are left out.
 */
export function evenlyScaled({ series, learnRows }: Training, season: number): readonly Float64Array[] {
  return series.flatMap(({ values }) => {
    const bridged = bridgeGaps(values, season);
    const learned = bridged.subarray(0, learnRows);
    const mean = learned.reduce((sum, value) => sum + value, 0) / learned.length;
    const deviation = Math.sqrt(learned.reduce((sum, value) => sum + (value - mean) ** 2, 0) / learned.length);
    // Rounding alone lets a series that never moves deviate a little.
    return deviation > Math.abs(mean) * 1e-9 ? [bridged.map((value) => (value - mean) / deviation)] : [];
  });
}
