import { effectOf } from '../../alerting/incidents/medium.js';
import { inletMetrics } from '../../alerting/inlet-limits.js';
import type { SiteModel } from '../../assets/site-model.js';
import { isResidual } from '../../telemetry/metric-catalogue.js';

/** How an asset stands to the one whose score is explained, from the nearest to the furthest. */
export const neighbourRelations = [
  'same',
  'same-rack',
  'supplies',
  'supplied',
  'cools',
  'cooled',
  'same-zone',
] as const;
export type NeighbourRelation = (typeof neighbourRelations)[number];

/** The assets to which an asset's trouble may go, or from which it may come, the nearest first. */
export function neighboursOf(site: SiteModel, assetId: string): ReadonlyMap<string, NeighbourRelation> {
  const rack = site.enclosing(assetId, 'rack');
  const zone = site.zoneOf(assetId);
  const isCrah = site.find(assetId)?.kind === 'crah';
  const found = new Map<string, NeighbourRelation>([[assetId, 'same']]);
  const add = (relation: NeighbourRelation, ids: readonly string[]) => {
    for (const id of ids) if (!found.has(id)) found.set(id, relation);
  };
  add('same-rack', rack ? [rack.id, ...site.children(rack.id).map(({ id }) => id)] : []);
  add(
    'supplies',
    site.feedsOf(assetId).map(({ from }) => from),
  );
  add(
    'supplied',
    site.fedBy(assetId).map(({ id }) => id),
  );
  add('cools', site.find(assetId)?.cooledBy ?? []);
  add(
    'cooled',
    site.cooledBy(assetId).map(({ id }) => id),
  );
  if (zone !== undefined) {
    add(
      isCrah ? 'same-zone' : 'cools',
      site.crahsOfZone(zone).map(({ id }) => id),
    );
    add(
      isCrah ? 'cooled' : 'same-zone',
      site.racksOfZone(zone).map(({ id }) => id),
    );
  }
  return found;
}

interface Measured {
  readonly metric: string;
  readonly component: string;
}

const loadMetric = /(power|current|energy)/;

/**
 * Whether the neighbour's series should move when the trouble of the first is true: another sensor of the same air, what
 * the same current shows in, or what the cold air goes to. Of loads that may have a spare it expects nothing, and nothing
 * of or for a residual: that is what is left when everything that moves together is taken away.
 */
export function isBoundTo(one: Measured, other: Measured, relation: NeighbourRelation): boolean {
  if (isResidual(one.metric) || isResidual(other.metric)) return false;
  const breatheSameAir = inletMetrics.has(one.metric) && inletMetrics.has(other.metric);
  if (relation === 'same-rack') return breatheSameAir;
  if (relation === 'cooled') return one.metric.endsWith('supply_temperature') && inletMetrics.has(other.metric);
  if (relation !== 'same') return false;
  const showSameLoad = one.component === other.component && isLoad(one.metric) && isLoad(other.metric);
  return showSameLoad || (one.metric === other.metric && one.metric.endsWith('temperature'));
}

function isLoad(metric: string): boolean {
  return effectOf(metric) === 'power' && loadMetric.test(metric);
}
