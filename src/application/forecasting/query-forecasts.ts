import { isPlace } from '../../domain/forecasting/live/aggregates.js';
import type { SiteModel } from '../../domain/assets/site-model.js';
import { DomainError } from '../../domain/errors.js';
import { forecastableOf } from '../../domain/forecasting/live/forecast-kind.js';
import { endOf, type LiveForecast } from '../../domain/forecasting/live/live-forecast.js';
import { metricDefinition } from '../../domain/telemetry/metric-catalogue.js';
import { type SeriesDescriptor, type SeriesIdentity, seriesKey } from '../../domain/telemetry/series.js';
import type { SeriesRegistry } from '../../domain/telemetry/series-registry.js';
import type { Clock } from '../../ports/clock.js';
import type { ForecastLog } from '../../ports/forecast-log.js';
import type { ExplainNoForecast } from './explain-no-forecast.js';
import type { LatestForecasts } from './latest-forecasts.js';

export interface ForecastFilter {
  readonly seriesIds?: readonly number[];
  /** The asset itself; for a rack, row, room or the site also what stands in it, taken together. */
  readonly assetId?: string;
  readonly metric?: string;
  readonly component?: string;
}

export interface ForecastView {
  readonly forecast: LiveForecast;
  /** Undefined for what stands in a place, taken together. */
  readonly series: SeriesDescriptor | undefined;
  readonly unit: string;
}

export interface ForecastPageAsked {
  /** What was thought at this time; the newest when absent. */
  readonly asOfMs?: number;
  /** Key of the last subject of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/** Finds forecasts. The newest are in memory, earlier ones in the log. */
export class QueryForecasts {
  constructor(
    private readonly registry: SeriesRegistry,
    private readonly site: () => SiteModel,
    private readonly told: { readonly latest: LatestForecasts; readonly log: Pick<ForecastLog, 'asOf'> },
    private readonly explain: ExplainNoForecast,
    private readonly clock: Clock,
  ) {}

  /**
   * By ascending key of the subject. Of series that are named, alone or by asset and metric, each must have a forecast: throws
   * `not_found` for one that does not exist and `invalid_input` with `details.reason` for one that is not forecast. Of others,
   * those without one are passed over: fewer than the limit are the last.
   */
  async list(
    filter: ForecastFilter,
    { asOfMs, after = '', limit }: ForecastPageAsked,
  ): Promise<readonly ForecastView[]> {
    const named = this.#named(filter);
    const asked = [...(named ?? this.#among(filter))]
      .map((identity) => ({ key: seriesKey(identity), identity }))
      .filter(({ key }) => key > after)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const views: ForecastView[] = [];
    for (let from = 0; from < asked.length && views.length < limit; from += limit) {
      const portion = asked.slice(from, from + limit);
      const found = await this.#read(
        portion.map(({ identity }) => identity),
        asOfMs,
      );
      const missing = named && portion.find(({ key }) => !found.has(key));
      if (missing) throw await this.explain.why(missing.identity, asOfMs);
      views.push(...portion.flatMap(({ key }) => found.get(key) ?? []).map((forecast) => this.#view(forecast)));
    }
    return views.slice(0, limit);
  }

  /** The subjects that the caller names one by one; undefined when it asks for whatever there is. */
  #named({ seriesIds, assetId, metric, component }: ForecastFilter): readonly SeriesIdentity[] | undefined {
    if (seriesIds) return seriesIds.map((id) => this.#series(id));
    if (assetId === undefined || metric === undefined) return undefined;
    const measured = this.registry
      .ofAsset(assetId)
      .filter((series) => series.metric === metric && (component === undefined || series.component === component));
    if (measured.length > 0) return measured;
    const asset = this.site().find(assetId);
    if (!asset && this.registry.ofAsset(assetId).length === 0) {
      throw new DomainError('not_found', `there is no asset ${assetId}`);
    }
    const isWhole = asset !== undefined && isPlace(asset.kind) && forecastableOf(metric) !== undefined;
    if (isWhole && (component ?? '') === '') return [{ assetId, metric, component: '' }];
    throw new DomainError('not_found', `${assetId} has no series ${metric}${component ? ` of ${component}` : ''}`);
  }

  #series(id: number): SeriesDescriptor {
    const series = this.registry.byId(id);
    if (!series) throw new DomainError('not_found', `there is no series ${id}`);
    return series;
  }

  #among({ assetId, metric, component }: ForecastFilter): readonly SeriesIdentity[] {
    const { latest } = this.told;
    if (assetId !== undefined && !this.site().find(assetId) && this.registry.ofAsset(assetId).length === 0) {
      throw new DomainError('not_found', `there is no asset ${assetId}`);
    }
    return [...(assetId === undefined ? latest.all() : latest.ofAsset(assetId))]
      .map(({ subject }) => subject)
      .filter((subject) => metric === undefined || subject.metric === metric)
      .filter((subject) => component === undefined || subject.component === component);
  }

  /** A forecast that had ended by then says nothing of that time. */
  async #read(subjects: readonly SeriesIdentity[], asOfMs: number | undefined): Promise<Map<string, LiveForecast>> {
    const { latest, log } = this.told;
    const found =
      asOfMs === undefined ? subjects.flatMap((subject) => latest.of(subject) ?? []) : await log.asOf(subjects, asOfMs);
    const atMs = asOfMs ?? this.clock.now();
    return new Map(
      found.filter((each) => endOf(each) > atMs).map((forecast) => [seriesKey(forecast.subject), forecast]),
    );
  }

  #view(forecast: LiveForecast): ForecastView {
    const series = this.registry.find(forecast.subject);
    const unit = series?.unit ?? metricDefinition(forecast.subject.metric)?.unit ?? '';
    return { forecast, series, unit };
  }
}
