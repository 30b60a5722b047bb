import type { SeriesMapping } from '../decoder.js';
import type { JsonObject } from '../json/json-value.js';
import { keyOfTexts, type MappingCache } from '../mapping-cache.js';

/** The mapping of the series that a point or column names; what is wrong with the names is a rejected mapping. */
export function plenumSeries(cache: MappingCache, named: JsonObject): SeriesMapping {
  const { asset, metric, component = '', unit = '' } = named;
  if (asset === undefined || asset === '') {
    return { kind: 'rejected', code: 'missing_identity', message: 'The point names no asset: add "asset".' };
  }
  if (typeof asset !== 'string' || typeof metric !== 'string' || metric === '') {
    return malformed('"asset" and "metric" must be text and not empty.');
  }
  if (typeof component !== 'string' || typeof unit !== 'string') {
    return malformed('"component" and "unit" must be text.');
  }
  const key = keyOfTexts(asset, metric, component, unit);
  const known = cache.find(key);
  if (known) return known;
  const labels = new Map([['asset', asset]]);
  if (component !== '') labels.set('component', component);
  return cache.add(key, {
    format: 'plenum',
    name: metric,
    field: '',
    labels,
    unit: unit === '' ? undefined : unit,
    counter: 'none',
  });
}

function malformed(message: string): SeriesMapping {
  return { kind: 'rejected', code: 'malformed', message };
}
