import { DomainError } from '../../domain/errors.js';
import { tooShort } from '../../domain/forecasting/ask.js';
import { LEAST_HOURS, SILENT_AFTER_MS } from '../../domain/forecasting/live/forecast-book.js';
import { forecastableOf } from '../../domain/forecasting/live/forecast-kind.js';
import { HOUR_MS } from '../../domain/forecasting/live/hourly-history.js';
import type { SeriesIdentity } from '../../domain/telemetry/series.js';
import type { SeriesRegistry } from '../../domain/telemetry/series-registry.js';
import type { Clock } from '../../ports/clock.js';
import type { TelemetryStore } from '../../ports/telemetry-store.js';
import { isForecast } from './forecast-subjects.js';

/** Enough to see whether there is a day of history. */
const LOOK_BACK_HOURS = 48;

/** Finds out why there is no forecast of something that exists. */
export class ExplainNoForecast {
  constructor(
    private readonly registry: SeriesRegistry,
    private readonly store: Pick<TelemetryStore, 'readPoints'>,
    private readonly clock: Clock,
  ) {}

  /** The error to answer with: `invalid_input` or `not_found`, with `details.reason`. */
  async why(subject: SeriesIdentity, asOfMs: number | undefined): Promise<DomainError> {
    const { assetId, metric } = subject;
    const series = this.registry.find(subject);
    if (series ? !isForecast(series) : !forecastableOf(metric)) {
      const message = `${metric} is not forecast; load, power, temperature and cooling demand are`;
      return new DomainError('invalid_input', message, { details: { reason: 'not_forecast' } });
    }
    if (asOfMs !== undefined) {
      const message = `no forecast of ${assetId} ${metric} is kept from that time`;
      return new DomainError('not_found', message, { details: { reason: 'not_kept' } });
    }
    if (!series) {
      const message = `nothing that stands in ${assetId} reports ${metric}, or not for a day yet`;
      return new DomainError('not_found', message, { details: { reason: 'nothing_reported' } });
    }
    return this.#whyOf(series.id, `${assetId} ${metric}`);
  }

  async #whyOf(seriesId: number, name: string): Promise<DomainError> {
    const toMs = this.clock.now();
    const fromMs = toMs - LOOK_BACK_HOURS * HOUR_MS;
    const query = { seriesId, fromMs, toMs, stepMs: HOUR_MS, limit: LOOK_BACK_HOURS + 1, scored: false };
    const { at } = await this.store.readPoints(query);
    // Known, and yet without a reading in all this time.
    if ((at.at(-1) ?? -Infinity) < toMs - SILENT_AFTER_MS - HOUR_MS) {
      const message = `${name} has not reported for hours`;
      return new DomainError('not_found', message, { details: { reason: 'silent', lastHour: at.at(-1) } });
    }
    const hours = at.filter((hour) => hour + HOUR_MS <= toMs).length;
    if (hours < LEAST_HOURS) return tooShort(`the history of ${name}`, hours, LEAST_HOURS);
    const message = `the forecast of ${name} is not made yet; it is within minutes of the full hour`;
    return new DomainError('not_found', message, { retriable: true, details: { reason: 'not_made_yet' } });
  }
}
