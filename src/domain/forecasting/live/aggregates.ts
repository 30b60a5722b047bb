import type { SiteModel } from '../../assets/site-model.js';
import type { SeriesDescriptor } from '../../telemetry/series.js';
import { forecastableOf } from './forecast-kind.js';
import type { ForecastSubject } from './forecast-subject.js';
import { HOUR_MS, type HourlyHistory } from './hourly-history.js';

/** Places whose contents are also forecast as a whole. */
const places: ReadonlySet<string> = new Set(['rack', 'row', 'room', 'site']);
/** Of a whole, so much must have reported in an hour for its value to be known. */
const LEAST_SHARE = 0.5;
/** A member that has been silent for a week is gone: an outage of its collector is over by then. */
const GONE_AFTER_MS = 7 * 24 * HOUR_MS;

/** Whether the asset's contents are forecast as a whole. */
export function isPlace(kind: string): boolean {
  return places.has(kind);
}

/**
 * The aggregates of a site: for each rack, row, room and the site each metric of what stands in it, where two series or more
 * have it and the place itself does not report it.
 */
export function aggregatesOf(site: SiteModel, measured: Iterable<SeriesDescriptor>): readonly ForecastSubject[] {
  const ofPlace = new Map<string, Map<string, SeriesDescriptor[]>>();
  const own = new Set<string>();
  for (const series of measured) {
    own.add(`${series.assetId}|${series.metric}`);
    for (const id of site.path(series.assetId).slice(0, -1)) {
      if (!isPlace(site.find(id)?.kind ?? '')) continue;
      const metrics = ofPlace.get(id) ?? new Map<string, SeriesDescriptor[]>();
      ofPlace.set(id, metrics);
      const members = metrics.get(series.metric);
      if (members) members.push(series);
      else metrics.set(series.metric, [series]);
    }
  }
  return [...ofPlace].flatMap(([assetId, metrics]) =>
    [...metrics]
      .filter(([metric, members]) => members.length > 1 && !own.has(`${assetId}|${metric}`))
      .map(([metric, members]) => ({ identity: { assetId, metric, component: '' }, members, isAggregate: true })),
  );
}

/**
 * Members taken together in the hour that begins at `atMs`. One counts from its first reading until a week after its last; in
 * a gap it is taken to be like the others. NaN when fewer than half of them are known.
 */
export function jointly(metric: string, members: readonly HourlyHistory[], atMs: number): number {
  let [sum, known, present] = [0, 0, 0];
  for (const member of members) {
    if (member.firstMs >= atMs + HOUR_MS || member.newestMs < atMs - GONE_AFTER_MS) continue;
    present += 1;
    const value = member.at(atMs);
    if (Number.isNaN(value)) continue;
    sum += value;
    known += 1;
  }
  if (known === 0 || known < LEAST_SHARE * present) return NaN;
  return forecastableOf(metric)?.joining === 'mean' ? sum / known : (sum / known) * present;
}
