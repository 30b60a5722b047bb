import type { LiveForecast } from '../domain/forecasting/live/live-forecast.js';

/** Tells programs elsewhere of every forecast. */
export abstract class ForecastFeed {
  /**
   * Resolves when all of them are safe there, those of one subject in the order given. Rejects with `unavailable`, retriable;
   * some of them may then come twice.
   */
  abstract publish(forecasts: readonly LiveForecast[]): Promise<void>;
}
