import type { SiteModel } from '../../domain/assets/site-model.js';

/** Tags that say where an asset stands; empty where the site's tree does not know. */
export const placeTagKeys = ['kind', 'rack', 'room'] as const;

type PlaceTags = Readonly<Record<(typeof placeTagKeys)[number], string>>;

/** What an asset is, and the room and the rack that it stands in or is. */
export function placeTags(model: SiteModel, assetId: string): PlaceTags {
  const lineage = model.path(assetId).flatMap((id) => model.find(id) ?? []);
  const nearest = (kind: string) => lineage.findLast((asset) => asset.kind === kind)?.id ?? '';
  return { kind: model.find(assetId)?.kind ?? '', rack: nearest('rack'), room: nearest('room') };
}

/** Who knows the site as of now. */
export interface Placed {
  readonly model: SiteModel;
}
