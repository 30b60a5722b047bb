import { inletLimits } from '../inlet-limits.js';
import type { TimeToLimit } from './incident-report.js';

/** Over so long a time the course is taken to be straight. */
export const OUTLOOK_WINDOW_MS = 5 * 60_000;
/** Fewer points, or points of a shorter time, make no course. */
const LEAST_POINTS = 3;
const LEAST_SPAN_MS = 60_000;
/** Inlet sensors read steps of 0.1 K and more: over five minutes less than this is no rise. */
const LEAST_RISE_K_PER_MIN = 0.05;
/** Air that warms up approaches a new balance, so a straight line errs on the early side; beyond this it says nothing. */
const FARTHEST_MS = 4 * 3600_000;

const limits = [
  { limitC: inletLimits.recommendedC, limitName: 'ASHRAE recommended' },
  { limitC: inletLimits.allowableC, limitName: 'ASHRAE A1 allowable' },
] as const;

/** Readings of one inlet in ascending time, °C. */
export interface InletCourse {
  readonly assetId: string;
  readonly at: Float64Array;
  readonly value: Float64Array;
}

/** When the inlet air reaches each limit if it goes on as it does: ordinary least squares through its last readings. */
export function timesToLimits({ assetId, at, value }: InletCourse): readonly TimeToLimit[] {
  const first = at[0] ?? NaN;
  const last = at.at(-1) ?? NaN;
  if (at.length < LEAST_POINTS || !(last - first >= LEAST_SPAN_MS)) return [];
  const { slope, end } = straightLine(at, value);
  const slopeKPerMin = slope * 60_000;
  return limits.map(({ limitC, limitName }) => {
    const inMs = end >= limitC ? 0 : slopeKPerMin < LEAST_RISE_K_PER_MIN ? Infinity : (limitC - end) / slope;
    return {
      assetId,
      limitC,
      limitName,
      nowC: rounded(end, 0.1),
      slopeKPerMin: rounded(slopeKPerMin, 0.01),
      inMs: inMs > FARTHEST_MS ? undefined : rounded(inMs, 1000),
    };
  });
}

/** Slope (per ms) of the line that fits best, and its value at the last reading. */
function straightLine(at: Float64Array, value: Float64Array): { slope: number; end: number } {
  const meanAt = at.reduce((sum, t) => sum + t, 0) / at.length;
  const meanValue = value.reduce((sum, v) => sum + v, 0) / value.length;
  let covariance = 0;
  let variance = 0;
  at.forEach((t, index) => {
    covariance += (t - meanAt) * ((value[index] ?? NaN) - meanValue);
    variance += (t - meanAt) ** 2;
  });
  const slope = covariance / variance;
  return { slope, end: meanValue + slope * ((at.at(-1) ?? NaN) - meanAt) };
}

function rounded(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toFixed(2));
}
