import type { Alert } from '../alert.js';
import type { AlertGroup } from './alert-group.js';
import type { CausalMap } from './causal-map.js';
import { effectOf, isTypical } from './medium.js';
import { isSharedSymptom, type Relation, relationOf } from './relation.js';
import { isTimely, msAway, HEAT_LAG_MS } from './timeliness.js';

/** From the closest to the loosest; consumers of one supply come between peers and containers. */
const distances: Readonly<Record<Relation, number>> = { same: 0, downstream: 1, upstream: 2, peer: 3, around: 5 };
const SHARED_SYMPTOM = 4;
/** Nothing is nearer than an alert about the very same. */
const SAME_EVENTS = 0;
/** Trouble of power fits a power group better than one of cooling, and the other way round. */
const MISFIT = 0.5;

/** How near an alert is to an open group, the least the nearest; undefined when it does not belong to it. */
export function nearnessOf(map: CausalMap, group: AlertGroup, alert: Alert): number | undefined {
  if (group.simulated !== alert.simulated) return undefined;
  if (map.events.areIn([alert], group.members)) return SAME_EVENTS;
  const relation = relationOf(map, group.causeAssetId, alert);
  const distance = relation === undefined ? sharedDistance(map, group, alert) : distances[relation];
  if (distance === undefined || !isTimely(map, group, alert, relation)) return undefined;
  const fits = isTypical(map.mediumOf(group.causeAssetId), effectOf(alert.metric));
  // Time decides only between groups to which the alert stands alike.
  const lateness = Math.min(1, msAway(group, alert.startsAt) / HEAT_LAG_MS) * (MISFIT / 2);
  return distance + (fits ? 0 : MISFIT) + lateness;
}

function sharedDistance(map: CausalMap, group: AlertGroup, alert: Alert): number | undefined {
  const ofCause = group.members.filter(({ assetId }) => assetId === group.causeAssetId);
  return ofCause.some((known) => isSharedSymptom(map, known, alert)) ? SHARED_SYMPTOM : undefined;
}
