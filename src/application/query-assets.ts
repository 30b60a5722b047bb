import { type Asset, newAsset } from '../domain/assets/asset.js';
import { DomainError } from '../domain/errors.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { AlertLog } from '../ports/alert-log.js';
import type { SiteAssets } from './site-assets.js';

export interface AssetView {
  readonly asset: Asset;
  readonly path: readonly string[];
  /** Only telemetry speaks of it; it is not in the site's tree. */
  readonly discovered: boolean;
  readonly adopted: boolean;
  /** True when all its series come from the digital twin. */
  readonly simulated: boolean;
  readonly openAlerts: number;
  readonly children: number;
}

export interface AssetFilter {
  readonly kind?: string;
  readonly parentId?: string;
  readonly roomId?: string;
  readonly discovered?: boolean;
}

/** More alerts than this at once are not counted one by one. */
const mostOpenAlerts = 1_000;

/** Finds assets: the site's tree in its order, then the devices known from telemetry only, by id. */
export class QueryAssets {
  constructor(
    private readonly site: SiteAssets,
    private readonly registry: SeriesRegistry,
    private readonly alerts: AlertLog,
  ) {}

  /** Up to `limit` assets after the one named by `afterId`, or from the first. */
  async list(filter: AssetFilter, afterId: string | undefined, limit: number): Promise<readonly AssetView[]> {
    const fitting = (await this.#everything(filter.roomId)).filter(
      (asset) =>
        (filter.kind === undefined || asset.kind === filter.kind) &&
        (filter.parentId === undefined || asset.parentId === filter.parentId) &&
        (filter.discovered === undefined || filter.discovered === this.#isDiscovered(asset.id)),
    );
    const start = afterId === undefined ? 0 : fitting.findIndex((asset) => asset.id === afterId) + 1;
    return this.#view(fitting.slice(start, start + limit));
  }

  /** Throws `not_found`. */
  async get(id: string): Promise<AssetView> {
    const asset = this.site.model.find(id) ?? (await this.#discovered()).find((device) => device.id === id);
    const [view] = asset ? await this.#view([asset]) : [];
    if (!view) throw new DomainError('not_found', `there is no asset ${id}`);
    return view;
  }

  async #everything(roomId: string | undefined): Promise<readonly Asset[]> {
    if (roomId !== undefined) return this.site.model.inRoom(roomId);
    return [...this.site.model.all(), ...(await this.#discovered())];
  }

  /** Assets that have series or were named by telemetry, but stand nowhere in the tree. */
  async #discovered(): Promise<readonly Asset[]> {
    const devices = (await this.site.discovered()).filter((device) => device.adoption?.as !== 'alias');
    const hintsOf = new Map(devices.map((device) => [device.assetId, device.hints]));
    for (const { assetId } of this.registry.all()) if (!hintsOf.has(assetId)) hintsOf.set(assetId, {});
    return [...hintsOf]
      .filter(([id]) => this.#isDiscovered(id))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, hints]) =>
        newAsset({ id, kind: this.#isHost(id) ? 'host' : 'unknown', parentId: null, attributes: hints }),
      );
  }

  #isDiscovered(id: string): boolean {
    return this.site.model.find(id) === undefined;
  }

  #isHost(id: string): boolean {
    return this.registry.ofAsset(id).some((series) => series.source === 'host');
  }

  async #view(assets: readonly Asset[]): Promise<readonly AssetView[]> {
    const open = await this.alerts.list({ states: ['firing'], limit: mostOpenAlerts });
    const adopted = new Set(
      (await this.site.discovered()).filter(({ adoption }) => adoption).map(({ assetId }) => assetId),
    );
    const openBy = new Map<string, number>();
    for (const { assetId } of open) openBy.set(assetId, (openBy.get(assetId) ?? 0) + 1);
    return assets.map((asset) => {
      const series = this.registry.ofAsset(asset.id);
      return {
        asset,
        path: this.#isDiscovered(asset.id) ? [asset.id] : this.site.model.path(asset.id),
        discovered: this.#isDiscovered(asset.id),
        adopted: adopted.has(asset.id),
        simulated: series.length > 0 && series.every(({ simulated }) => simulated),
        openAlerts: openBy.get(asset.id) ?? 0,
        children: this.site.model.children(asset.id).length,
      };
    });
  }
}
