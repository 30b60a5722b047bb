import type { LiveForecast } from '../../domain/forecasting/live/live-forecast.js';
import type { ForecastLog } from '../../ports/forecast-log.js';
import type { LatestForecasts } from './latest-forecasts.js';

/** Told of every forecast once it is safe. */
export type ForecastListener = (forecasts: readonly LiveForecast[]) => Promise<void>;

/** Records forecasts, then shows them. */
export class TellForecasts {
  constructor(
    private readonly log: Pick<ForecastLog, 'append' | 'latest'>,
    private readonly latest: LatestForecasts,
    private readonly listeners: readonly ForecastListener[] = [],
  ) {}

  /** Resolves when they are safe. Rejects with `unavailable`; the same forecasts may then be told again. */
  async tell(forecasts: readonly LiveForecast[]): Promise<void> {
    await this.log.append(forecasts);
    this.latest.take(forecasts);
    for (const listener of this.listeners) await listener(forecasts);
  }

  /** Takes over what an earlier process has told since; gives it. */
  async recall(sinceMs: number): Promise<readonly LiveForecast[]> {
    const told = await this.log.latest(sinceMs);
    this.latest.take(told);
    return told;
  }
}
