import type { SiteModel } from '../../assets/site-model.js';
import { type MaintenanceWindow, WindowTimes } from './maintenance-window.js';

/** Whether somebody works on an asset, as others ask it. */
export interface MaintenanceInForce {
  /** False while there is none at all, so that nobody need ask. */
  readonly hasWindows: boolean;
  /** `atMs` is event time (epoch ms); it may lie in the past. */
  isUnderMaintenance(assetId: string, atMs: number): boolean;
}

interface Entry {
  readonly window: MaintenanceWindow;
  readonly times: WindowTimes;
  /** What the window's assets cool or feed; empty unless it includes that. */
  readonly fed: ReadonlySet<string>;
}

/** Which maintenance windows cover which assets of a site. Remembers its answers: at most one list an asset. */
export class MaintenanceCalendar implements MaintenanceInForce {
  readonly #entries: readonly Entry[];
  readonly #ofAsset = new Map<string, readonly Entry[]>();

  constructor(
    windows: readonly MaintenanceWindow[],
    private readonly site: SiteModel,
  ) {
    this.#entries = windows.map((window) => ({ window, times: new WindowTimes(window), fed: fedBy(window, site) }));
  }

  get hasWindows(): boolean {
    return this.#entries.length > 0;
  }

  isUnderMaintenance(assetId: string, atMs: number): boolean {
    return this.#entriesOf(assetId).some(({ times }) => times.isOpenAt(atMs));
  }

  /** The windows that cover the asset at this time. */
  covering(assetId: string, atMs: number): readonly MaintenanceWindow[] {
    return this.#entriesOf(assetId)
      .filter(({ times }) => times.isOpenAt(atMs))
      .map(({ window }) => window);
  }

  #entriesOf(assetId: string): readonly Entry[] {
    let entries = this.#ofAsset.get(assetId);
    if (!entries) {
      const path = [assetId, ...this.site.path(assetId)];
      entries = this.#entries.filter(
        ({ window, fed }) => fed.has(assetId) || window.assets.some((id) => path.includes(id)),
      );
      this.#ofAsset.set(assetId, entries);
    }
    return entries;
  }
}

function fedBy({ assets, includeFed }: MaintenanceWindow, site: SiteModel): ReadonlySet<string> {
  if (!includeFed) return new Set();
  return new Set(assets.flatMap((id) => site.blastRadius(id).map(({ asset }) => asset.id)));
}
