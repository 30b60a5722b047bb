import type { SiteModel } from '../domain/assets/site-model.js';
import type { Explanation, MovedNeighbour, Neighbour } from '../domain/detection/explanation/explanation.js';
import { movementOf } from '../domain/detection/explanation/movement.js';
import { isBoundTo, neighboursOf } from '../domain/detection/explanation/neighbours.js';
import type { SeriesDescriptor } from '../domain/telemetry/series.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';

/** Before and after the onset. */
const aroundMs = 15 * 60_000;
/** Series that are looked at, the nearest first. */
const mostSeries = 300;
/** Of one series: a point a second. */
const mostRows = 1_800;
const mostListed = 20;

/** Looks at what stands near a series: which scores rose with its own, and which should have. */
export class LookAround {
  constructor(
    private readonly registry: SeriesRegistry,
    private readonly store: Pick<TelemetryStore, 'readManyPoints'>,
    private readonly site: () => SiteModel,
  ) {}

  /** Around an onset, epoch ms. A series without a score at the time counts neither way. */
  async at(
    series: SeriesDescriptor,
    onset: number,
  ): Promise<Pick<Explanation, 'moved' | 'movedInAll' | 'still' | 'notLookedAt'>> {
    const near = this.#near(series);
    const looked = new Map(near.slice(0, mostSeries).map((neighbour) => [neighbour.series.id, neighbour]));
    const moved: MovedNeighbour[] = [];
    const still: Neighbour[] = [];
    const fromMs = onset - aroundMs;
    const selection = { fromMs, toMs: onset + aroundMs, limit: mostRows };
    for await (const { seriesId, points } of this.store.readManyPoints({
      seriesIds: [...looked.keys()],
      ...selection,
    })) {
      const neighbour = looked.get(seriesId);
      const { roseAt, peakScore } = movementOf(points);
      if (!neighbour || Number.isNaN(peakScore)) continue;
      const wasEarlier = roseAt === points.at[0];
      const lagSeconds = (roseAt - onset) / 1000;
      if (!Number.isNaN(roseAt)) moved.push({ ...neighbour, peakScore, lagSeconds, wasEarlier });
      else if (isBoundTo(series, neighbour.series, neighbour.relation)) still.push({ ...neighbour, peakScore });
    }
    return {
      moved: moved.sort((one, other) => one.lagSeconds - other.lagSeconds).slice(0, mostListed),
      movedInAll: moved.length,
      still: still.slice(0, mostListed),
      notLookedAt: near.length - looked.size,
    };
  }

  /** Ids of the assets that an asset's trouble may come from or go to. */
  assetsNear({ assetId }: SeriesDescriptor): ReadonlySet<string> {
    return new Set(neighboursOf(this.site(), assetId).keys());
  }

  #near(series: SeriesDescriptor): readonly Omit<Neighbour, 'peakScore'>[] {
    return [...neighboursOf(this.site(), series.assetId)].flatMap(([assetId, relation]) =>
      this.registry
        .ofAsset(assetId)
        .filter(({ id, simulated }) => id !== series.id && simulated === series.simulated)
        .map((neighbour) => ({ series: neighbour, relation })),
    );
  }
}
