import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { PlacedAsset } from '../ports/asset-directory.js';
import { type Placed, placeTags } from './influxql/place-tags.js';

/** The assets of the site's tree, then those that only telemetry speaks of. */
export function placedAssets({ model }: Placed, registry: SeriesRegistry): readonly PlacedAsset[] {
  const known = new Set(model.all().map(({ id }) => id));
  for (const { assetId } of registry.all()) known.add(assetId);
  return [...known].map((id) => ({
    id,
    name: model.find(id)?.name ?? id,
    ...placeTags(model, id),
    series: registry.ofAsset(id).length,
  }));
}
