import type { SeriesOut } from '../../../src/http/series/series.schema.js';
import { allPages } from '../api/all-pages.js';
import { getAssets, getSeries } from '../api/endpoints.js';

export const inletMetric = 'dc.rack.inlet_temperature';
const vitalMetrics = ['dc.site.it_power', 'dc.site.pue', 'dc.weather.temperature'];

export interface Site {
  readonly name: string;
  /** The site's vital numbers and every rack inlet. */
  readonly series: readonly SeriesOut[];
}

export async function loadSite(signal: AbortSignal): Promise<Site> {
  const [sites, inlets, ...vitals] = await Promise.all([
    getAssets({ kind: 'site', limit: 1 }, signal),
    allPages((page) => getSeries({ metric: inletMetric, ...page }, signal)),
    ...vitalMetrics.map((metric) => getSeries({ metric, limit: 1 }, signal)),
  ]);
  return { name: sites.items[0]?.name ?? '', series: [...inlets, ...vitals.flatMap((page) => page.items)] };
}
