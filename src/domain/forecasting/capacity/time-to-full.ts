import { growthOf } from './growth.js';

/** With fewer daily peaks growth cannot be told from the course of a week. */
export const LEAST_DAYS = 14;
/** Farther ahead than this a straight line says nothing. */
const FARTHEST_DAYS = 5 * 365;

/** When something is full. Days are counted from the last daily peak; undefined: not within five years. */
export interface TimeToFull {
  /** What one daily peak in ten exceeds now. */
  readonly peak: number;
  readonly growthPerDay: number;
  readonly days: number | undefined;
  /** Bounds of the days, inside which they lie with probability 0.8 if growth goes on as it has. */
  readonly earliestDays: number | undefined;
  readonly latestDays: number | undefined;
}

/** When daily peaks reach the limit if they go on as they have; undefined when there are too few of them. */
export function timeToFull(dailyPeaks: Float64Array, limit: number): TimeToFull | undefined {
  if (dailyPeaks.filter((peak) => !Number.isNaN(peak)).length < LEAST_DAYS) return undefined;
  const { slope, lowerSlope, upperSlope, level, scatter } = growthOf(dailyPeaks);
  const peak = level + scatter;
  return {
    peak,
    growthPerDay: slope,
    days: daysUntil(limit - peak, slope),
    earliestDays: daysUntil(limit - peak, upperSlope),
    latestDays: daysUntil(limit - peak, lowerSlope),
  };
}

function daysUntil(room: number, perDay: number): number | undefined {
  if (room <= 0) return 0;
  const days = room / perDay;
  return perDay > 0 && days <= FARTHEST_DAYS ? days : undefined;
}
