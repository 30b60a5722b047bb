import { DomainError } from '../../domain/errors.js';
import type { SiteModel } from '../../domain/assets/site-model.js';
import {
  capacityLimits,
  type CapacityLimit,
  type CapacityResource,
  usedRackUnits,
} from '../../domain/forecasting/capacity/capacity-limits.js';
import { dailyPeaks } from '../../domain/forecasting/capacity/daily-peaks.js';
import { LEAST_DAYS, type TimeToFull, timeToFull } from '../../domain/forecasting/capacity/time-to-full.js';
import type { ForecastSubject } from '../../domain/forecasting/live/forecast-subject.js';
import { HOUR_MS } from '../../domain/forecasting/live/hourly-history.js';
import type { SeriesDescriptor } from '../../domain/telemetry/series.js';
import type { SeriesRegistry } from '../../domain/telemetry/series-registry.js';
import type { Clock } from '../../ports/clock.js';
import type { TelemetryStore } from '../../ports/telemetry-store.js';
import { HourlyHistories } from './hourly-histories.js';

/** Growth of half a year is what counts; what was before says little of what is coming. */
const HISTORY_DAYS = 180;

export interface CapacityFilter {
  readonly resource?: CapacityResource;
  readonly assetId?: string;
}

export interface CapacityView {
  readonly limit: CapacityLimit;
  /** In use now: the newest daily peak, or the units taken up. Undefined when nothing reports it. */
  readonly used: number | undefined;
  /** Undefined when there is too short a history to tell growth from. */
  readonly full: TimeToFull | undefined;
  /** Whole days of history. */
  readonly days: number;
}

/** Tells how full a site is and when it will be. Histories are read once and kept up from then on. */
export class QueryCapacity {
  readonly #histories: HourlyHistories;
  #reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly site: () => SiteModel,
    private readonly registry: SeriesRegistry,
    store: Pick<TelemetryStore, 'readManyPoints'>,
    private readonly clock: Clock,
  ) {
    this.#histories = new HourlyHistories(store, HISTORY_DAYS * 24);
  }

  /** In the order of resources, then of `site.yaml`. Throws `not_found` for an asset that the site does not know. */
  async list({ resource, assetId }: CapacityFilter): Promise<readonly CapacityView[]> {
    const site = this.site();
    const limits = capacityLimits(site)
      .filter((limit) => resource === undefined || limit.resource === resource)
      .filter((limit) => assetId === undefined || limit.asset.id === assetId);
    const measured = limits
      .filter(({ resource: what }) => what !== 'space')
      .map((limit) => subjectOf(limit, site, this.registry));
    if (assetId !== undefined && !site.find(assetId))
      throw new DomainError('not_found', `there is no asset ${assetId}`);
    const originMs = Math.floor(this.clock.now() / HOUR_MS) * HOUR_MS;
    // One after the other: who asks meanwhile finds it read.
    const reading = this.#reading.then(() => this.#read(measured, originMs));
    this.#reading = reading.catch(() => undefined);
    await reading;
    return limits.map((limit) => (limit.resource === 'space' ? spaceView(limit, site) : this.#view(limit, originMs)));
  }

  async #read(subjects: readonly ForecastSubject[], originMs: number): Promise<void> {
    for (const subject of subjects) {
      // A short history may get longer at its beginning: by a backfill.
      const isShort = this.#histories.of(subject).firstMs > originMs - LEAST_DAYS * 24 * HOUR_MS;
      if (isShort) this.#histories.readAnew(subject);
    }
    await this.#histories.bringUpTo(originMs, subjects);
  }

  #view(limit: CapacityLimit, originMs: number): CapacityView {
    const subject = subjectOf(limit, this.site(), this.registry);
    const peaks = dailyPeaks(this.#histories.of(subject).before(originMs));
    const used = peaks.findLast((peak) => !Number.isNaN(peak));
    return { limit, used, full: timeToFull(peaks, limit.limit), days: peaks.length };
  }
}

/** Rack units are known from the site alone, which has no history. */
function spaceView(limit: CapacityLimit, site: SiteModel): CapacityView {
  return { limit, used: usedRackUnits(site, limit.asset), full: undefined, days: 0 };
}

/** The metric of the asset itself, or of everything in it. */
function subjectOf({ asset, metric }: CapacityLimit, site: SiteModel, registry: SeriesRegistry): ForecastSubject {
  const of = (assetId: string): SeriesDescriptor[] =>
    registry.ofAsset(assetId).filter((series) => series.metric === metric);
  const own = of(asset.id);
  const members = own.length > 0 ? own : site.inRoom(asset.id).flatMap(({ id }) => of(id));
  const isAggregate = members.length !== 1 || own.length === 0;
  return { identity: { assetId: asset.id, metric, component: '' }, members, isAggregate };
}
