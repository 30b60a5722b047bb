import { calendarSeasons } from '../../season.js';

/** How a network sees a series: so many steps back, of which a whole number of seasons. */
export interface Sight {
  readonly lookback: number;
  /** Steps of the day, or 1 where a day is no whole number of steps. */
  readonly season: number;
}

/** The sight that is nearest to so many steps, not shorter than one season. */
export function sightOf(stepMs: number, steps: number): Sight {
  const [day = 1] = calendarSeasons(stepMs);
  const season = day <= steps ? day : 1;
  return { lookback: Math.max(1, Math.round(steps / season)) * season, season };
}

/**
 * What a network is shown of a window and what its answer is added to. A shift of the series shifts the forecast with it: the
 * network sees the deviation from the window's mean, and tells that from the window's mean course of the day.
 */
export interface SeenWindow {
  readonly inputs: Float64Array;
  /** The mean of each step of the season; step `i` ahead expects `course[i % season]`. */
  readonly course: Float64Array;
}

/** Looks at the `lookback` values before `end`, none of which is missing. */
export function seen(values: Float64Array, end: number, { lookback, season }: Sight): SeenWindow {
  const window = values.subarray(end - lookback, end);
  const mean = window.reduce((sum, value) => sum + value, 0) / lookback;
  const course = new Float64Array(season);
  window.forEach((value, i) => (course[i % season] = (course[i % season] ?? 0) + (value * season) / lookback));
  return { inputs: window.map((value) => value - mean), course };
}
