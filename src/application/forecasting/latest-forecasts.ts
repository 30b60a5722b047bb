import type { LiveForecast } from '../../domain/forecasting/live/live-forecast.js';
import { type SeriesIdentity, seriesKey } from '../../domain/telemetry/series.js';

/** The newest forecast of every subject, for screens and queries. About a kilobyte each. */
export class LatestForecasts {
  readonly #byAsset = new Map<string, Map<string, LiveForecast>>();

  /** Takes over forecasts, except of subjects of which a newer one is here. */
  take(forecasts: Iterable<LiveForecast>): void {
    for (const forecast of forecasts) {
      const { assetId } = forecast.subject;
      const ofAsset = this.#byAsset.get(assetId) ?? new Map<string, LiveForecast>();
      this.#byAsset.set(assetId, ofAsset);
      const key = seriesKey(forecast.subject);
      if ((ofAsset.get(key)?.originMs ?? -Infinity) <= forecast.originMs) ofAsset.set(key, forecast);
    }
  }

  of(subject: SeriesIdentity): LiveForecast | undefined {
    return this.#byAsset.get(subject.assetId)?.get(seriesKey(subject));
  }

  ofAsset(assetId: string): Iterable<LiveForecast> {
    return this.#byAsset.get(assetId)?.values() ?? [];
  }

  *all(): IterableIterator<LiveForecast> {
    for (const ofAsset of this.#byAsset.values()) yield* ofAsset.values();
  }
}
