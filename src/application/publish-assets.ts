import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { AssetDirectory, PlacedAsset } from '../ports/asset-directory.js';
import type { Clock } from '../ports/clock.js';
import type { ServerRuns } from '../ports/server-runs.js';
import type { Placed } from './influxql/place-tags.js';
import { placedAssets } from './placed-assets.js';

/** Published anew after this long also without a change: sooner than any retention drops what was published. */
const lastsMs = 1_800_000;

/**
 * Keeps the directory of assets as the site is now: devices that were discovered or adopted, an asset that moved or went.
 * One process at a time, or two versions of a site would take turns.
 */
export class PublishAssets {
  #published: readonly PlacedAsset[] = [];
  #publishedMs = -Infinity;
  #publishedIn: number | undefined;

  constructor(
    private readonly site: Placed,
    private readonly registry: SeriesRegistry,
    private readonly directory: AssetDirectory,
    private readonly clock: Clock,
    /** Of the server that keeps the directory: what was published in one run may be lost in the next. */
    private readonly runs?: Pick<ServerRuns, 'current'>,
  ) {}

  /** Publishes when something is new, or may be lost. Rejects as the directory does; the next call makes up for it. */
  async refresh(): Promise<void> {
    const assets = placedAssets(this.site, this.registry);
    const nowMs = this.clock.monotonic();
    const run = this.runs?.current;
    const isThere = nowMs - this.#publishedMs < lastsMs && run === this.#publishedIn;
    if (isThere && isSame(assets, this.#published)) return;
    await this.directory.publish(assets);
    this.#published = assets;
    this.#publishedMs = nowMs;
    this.#publishedIn = run;
  }
}

function isSame(assets: readonly PlacedAsset[], before: readonly PlacedAsset[]): boolean {
  return JSON.stringify(assets) === JSON.stringify(before);
}
