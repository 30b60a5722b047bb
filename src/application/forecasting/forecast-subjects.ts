import type { SiteModel } from '../../domain/assets/site-model.js';
import { aggregatesOf } from '../../domain/forecasting/live/aggregates.js';
import { forecastableOf } from '../../domain/forecasting/live/forecast-kind.js';
import type { ForecastSubject } from '../../domain/forecasting/live/forecast-subject.js';
import { isDerived, type SeriesDescriptor } from '../../domain/telemetry/series.js';
import type { SeriesRegistry } from '../../domain/telemetry/series-registry.js';

/** Whether a series is forecast: what is computed from others is not. */
export function isForecast(series: SeriesDescriptor): boolean {
  return forecastableOf(series.metric) !== undefined && !isDerived(series);
}

/** What is to be forecast as the site is now: each series of a forecastable metric, and what stands in a place together. */
export class ForecastSubjects {
  #site: SiteModel | undefined;
  #registered = -1;
  #all: readonly ForecastSubject[] = [];

  constructor(
    private readonly registry: SeriesRegistry,
    private readonly site: () => SiteModel,
    /** Registers what other processes have brought up since; absent where there are none. */
    private readonly loadSeries?: () => Promise<void>,
  ) {}

  /** Every series stands before the aggregates that it is in. */
  async all(): Promise<readonly ForecastSubject[]> {
    await this.loadSeries?.();
    const site = this.site();
    if (site === this.#site && this.registry.size === this.#registered) return this.#all;
    this.#site = site;
    this.#registered = this.registry.size;
    const measured = [...this.registry.all()].filter(isForecast);
    const alone = measured.map((series): ForecastSubject => {
      const { assetId, metric, component } = series;
      return { identity: { assetId, metric, component }, members: [series], isAggregate: false };
    });
    this.#all = [...alone, ...aggregatesOf(site, measured)];
    return this.#all;
  }
}
