import { placeOfAsset } from '../../assets/asset-place.js';
import type { SiteModel } from '../../assets/site-model.js';
import type { SeriesDescriptor } from '../../telemetry/series.js';
import { compileMatch } from './compiled-match.js';
import type { SeriesMatch } from './detector-settings.js';
import { specificityOf } from './specificity.js';

/** Series by the conditions that rules have, or by their ids; all given conditions must hold. */
export interface SeriesSelection extends SeriesMatch {
  readonly series?: readonly number[] | undefined;
}

/** Those of the series that are selected, in their order. */
export function selectSeries(
  series: Iterable<SeriesDescriptor>,
  { series: ids, ...match }: SeriesSelection,
  site: SiteModel,
): readonly SeriesDescriptor[] {
  const wanted = ids && new Set(ids);
  const compiled = compileMatch(match);
  return [...series].filter(({ id, assetId, metric, component }) => {
    if (wanted && !wanted.has(id)) return false;
    const { path, room } = placeOfAsset(site, assetId);
    return specificityOf(compiled, { metric, component, path, room, kind: site.find(assetId)?.kind }) !== undefined;
  });
}
