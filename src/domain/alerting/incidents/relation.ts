import type { Alert } from '../alert.js';
import { inletMetrics } from '../inlet-limits.js';
import type { CausalMap } from './causal-map.js';
import { carries, effectOf, type Medium } from './medium.js';
import { witnessOf } from './witness.js';

/** How an asset stands to the supposed cause of an incident. */
export type Relation = 'same' | 'downstream' | 'upstream' | 'peer' | 'around';

/**
 * How the asset of an alert stands to a cause, if trouble of the one can show in the alert of the other.
 * - downstream: inside the cause's blast radius.
 * - upstream: the cause is inside its blast radius; it may be the cause behind the cause, or feel the lost load.
 * - peer: carries the same load as the cause, such as the PDU of the other feed.
 * - around: a container that holds the cause, or that the cause is.
 */
export function relationOf(map: CausalMap, causeId: string, alert: Alert): Relation | undefined {
  const { assetId, kind, metric } = alert;
  const effect = effectOf(metric);
  // A silent device says nothing of why, so everything may have silenced it.
  const shows = (medium: Medium) => kind === 'silent' || carries(medium, effect);
  const medium = map.mediumOf(causeId);
  if (assetId === causeId) return 'same';
  if (map.reaches(causeId, assetId)) return shows(medium) ? 'downstream' : undefined;
  if (map.reaches(assetId, causeId)) return shows(map.mediumOf(assetId)) ? 'upstream' : undefined;
  if (map.shareLoad(causeId, assetId)) return shows(medium) ? 'peer' : undefined;
  if (isAround(map, assetId, causeId) || isAround(map, causeId, assetId)) return 'around';
  return undefined;
}

/** Whether two consumers suffer the same lack of one supply, before anything is heard of the supply itself. */
export function isSharedSymptom(map: CausalMap, one: Alert, other: Alert): boolean {
  const lack = lackOf(one);
  return lack !== undefined && lack === lackOf(other) && map.shareSupply(one.assetId, other.assetId, lack);
}

/** What an alert of a consumer says is missing. A machine that heats itself up or draws more lacks nothing. */
function lackOf(alert: Alert): 'cooling' | 'power' | undefined {
  if (inletMetrics.has(alert.metric) && witnessOf(alert) === 'degraded') return 'cooling';
  return alert.kind === 'silent' || witnessOf(alert) === 'failed' ? 'power' : undefined;
}

function isAround(map: CausalMap, container: string, id: string): boolean {
  return map.isContainer(container) && map.site.path(id).includes(container);
}
