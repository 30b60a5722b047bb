import type { SiteModel } from './site-model.js';

/** Where an asset stands. */
export interface AssetPlace {
  /** Ids from the site down to the asset; the asset alone where the site does not know it. */
  readonly path: readonly string[];
  readonly room: string | undefined;
  readonly rack: string | undefined;
}

/** Where an asset stands in the site. */
export function placeOfAsset(site: SiteModel, assetId: string): AssetPlace {
  const path = site.path(assetId);
  return {
    path: path.length > 0 ? path : [assetId],
    room: site.enclosing(assetId, 'room')?.id,
    rack: site.enclosing(assetId, 'rack')?.id,
  };
}
