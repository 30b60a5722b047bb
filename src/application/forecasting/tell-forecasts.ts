import type { LiveForecast } from '../../domain/forecasting/live/live-forecast.js';
import type { ForecastFeed } from '../../ports/forecast-feed.js';
import type { ForecastLog } from '../../ports/forecast-log.js';
import type { LatestForecasts } from './latest-forecasts.js';

/** Publishes forecasts, records them, then shows them. */
export class TellForecasts {
  constructor(
    private readonly log: Pick<ForecastLog, 'append' | 'latest'>,
    private readonly latest: LatestForecasts,
    /** For programs elsewhere; absent where there is nothing to carry it. */
    private readonly feed?: ForecastFeed,
  ) {}

  /** Resolves when they are safe. Rejects with `unavailable`; the same forecasts may then be told again. */
  async tell(forecasts: readonly LiveForecast[]): Promise<void> {
    // First: what is recorded counts as told, and is not published again after a crash.
    await this.feed?.publish(forecasts);
    await this.log.append(forecasts);
    this.latest.take(forecasts);
  }

  /** Takes over what an earlier process has told since; gives it. */
  async recall(sinceMs: number): Promise<readonly LiveForecast[]> {
    const told = await this.log.latest(sinceMs);
    this.latest.take(told);
    return told;
  }
}
