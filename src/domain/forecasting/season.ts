import type { EvenSeries } from './even-series.js';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** A longer season looks further back, and must explain so much more of the variance. */
const WORTHWHILE = 0.01;

/** Steps in a day and a week, where those are whole numbers of two steps or more. */
export function calendarSeasons(stepMs: number): readonly number[] {
  return [DAY_MS / stepMs, WEEK_MS / stepMs].filter((steps) => Number.isInteger(steps) && steps >= 2);
}

/**
 * The season by which the series repeat themselves best: a day or a week, whichever leaves the smaller squared difference
 * to the value one season before. 1, the last value, where the steps make up neither, or no series spans two seasons.
 */
export function seasonOf(series: readonly EvenSeries[]): number {
  const stepMs = series[0]?.stepMs ?? DAY_MS;
  let best = 1;
  let least = Infinity;
  for (const season of calendarSeasons(stepMs)) {
    const difference = meanSquaredDifference(series, season);
    if (difference < least - WORTHWHILE) [best, least] = [season, difference];
  }
  return best;
}

/** Each series counts by its own variance; Infinity where no two values lie so far apart. */
function meanSquaredDifference(series: readonly EvenSeries[], lag: number): number {
  let sum = 0;
  let counted = 0;
  for (const { values } of series) {
    if (values.length < 2 * lag) continue;
    const variance = varianceOf(values) || 1;
    for (let i = lag; i < values.length; i++) {
      const difference = (values[i] ?? NaN) - (values[i - lag] ?? NaN);
      if (Number.isNaN(difference)) continue;
      sum += (difference * difference) / variance;
      counted += 1;
    }
  }
  return counted === 0 ? Infinity : sum / counted;
}

function varianceOf(values: Float64Array): number {
  const known = values.filter(Number.isFinite);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
}
