import type { Alert } from '../alert.js';
import type { CausalMap } from './causal-map.js';
import type { IncidentWithMembers } from './incident.js';
import { effectOf, isTypical } from './medium.js';
import { isSharedSymptom, type Relation, relationOf } from './relation.js';
import { isTimely, msAway, HEAT_LAG_MS } from './timeliness.js';

/** From the closest to the loosest; consumers of one supply come between peers and containers. */
const distances: Readonly<Record<Relation, number>> = { same: 0, downstream: 1, upstream: 2, peer: 3, around: 5 };
const SHARED_SYMPTOM = 4;
/** Nothing is nearer than an alert about the very same. */
const SAME_EVENTS = 0;
/** Trouble of power fits a power incident better than one of cooling, and the other way round. */
const MISFIT = 0.5;

/** How near an alert is to an open incident, the least the nearest; undefined when it does not belong to it. */
export function nearnessOf(map: CausalMap, incident: IncidentWithMembers, alert: Alert): number | undefined {
  if (incident.simulated !== alert.simulated) return undefined;
  if (map.events.areIn([alert], incident.members)) return SAME_EVENTS;
  const relation = relationOf(map, incident.causeAssetId, alert);
  const distance = relation === undefined ? sharedDistance(map, incident, alert) : distances[relation];
  if (distance === undefined || !isTimely(map, incident, alert, relation)) return undefined;
  const fits = isTypical(map.mediumOf(incident.causeAssetId), effectOf(alert.metric));
  // Time decides only between incidents to which the alert stands alike.
  const lateness = Math.min(1, msAway(incident, alert.startsAt) / HEAT_LAG_MS) * (MISFIT / 2);
  return distance + (fits ? 0 : MISFIT) + lateness;
}

function sharedDistance(map: CausalMap, incident: IncidentWithMembers, alert: Alert): number | undefined {
  const ofCause = incident.members.filter(({ assetId }) => assetId === incident.causeAssetId);
  return ofCause.some((known) => isSharedSymptom(map, known, alert)) ? SHARED_SYMPTOM : undefined;
}
