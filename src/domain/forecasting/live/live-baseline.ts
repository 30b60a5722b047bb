import { baseline, forecasters } from '../catalogue.js';
import type { EvenSeries } from '../even-series.js';
import { seasonOf } from '../season.js';

/** What every live forecast is measured by: the day before again, or the week before where that has fitted better. */
export function liveBaseline(history: EvenSeries, horizon: number): Float64Array {
  const day = 86_400_000 / history.stepMs;
  // With less than two days of history nothing can be said of seasons; a day is the best guess in a data center.
  const season = Math.max(day, seasonOf([history]));
  const settings = { stepMs: history.stepMs, longestHorizon: horizon, season };
  return forecasters[baseline]().load({ forecaster: baseline, settings, arrays: {} }).forecast(history, horizon);
}
