import type { Alert } from '../alert.js';
import type { AlertGroup } from './alert-group.js';
import type { CausalMap } from './causal-map.js';
import { mergedInto, openIncident, tookOver, withMembers } from './draft.js';
import type { IncidentWithMembers } from './incident.js';

/** Open incidents as groups of alerts make them. */
export interface Continued {
  readonly open: readonly IncidentWithMembers[];
  /** Those that others have taken over. */
  readonly merged: readonly IncidentWithMembers[];
}

/**
 * Carries open incidents on with the groups that their alerts are in now. An incident goes where most of its alerts are;
 * where several meet, the oldest stays and takes the others over. A group to which none has come is a new incident.
 */
export function continueIncidents(
  map: CausalMap,
  incidents: readonly IncidentWithMembers[],
  groups: readonly AlertGroup[],
): Continued {
  const incidentOf = new Map(
    incidents.flatMap((incident) => incident.members.map(({ id }) => [id, incident] as const)),
  );
  const toldWith = (alertId: string) => incidentOf.get(alertId);
  const comers = comersOf(incidents, groups);
  const continued = groups.map((group) => {
    const [oldest, ...others] = comers.get(group) ?? [];
    if (!oldest) return { open: openIncident(map, group.members, toldWith), merged: [] };
    const open = tookOver(withMembers(map, oldest, group.members), others);
    return { open, merged: others.map((other) => mergedInto(other, open)) };
  });
  return { open: continued.map(({ open }) => open), merged: continued.flatMap(({ merged }) => merged) };
}

/** By group, the incidents of which it holds most alerts, the oldest first. */
function comersOf(
  incidents: readonly IncidentWithMembers[],
  groups: readonly AlertGroup[],
): ReadonlyMap<AlertGroup, readonly IncidentWithMembers[]> {
  const groupOf = new Map(groups.flatMap((group) => group.members.map(({ id }) => [id, group] as const)));
  const comers = new Map<AlertGroup, IncidentWithMembers[]>();
  for (const incident of [...incidents].sort(byAge)) {
    const group = mostCommon(incident.members, groupOf);
    if (!group) continue;
    const known = comers.get(group);
    if (known) known.push(incident);
    else comers.set(group, [incident]);
  }
  return comers;
}

/** Of groups that hold as many, the one of the alert that fired first. */
function mostCommon(members: readonly Alert[], groupOf: ReadonlyMap<string, AlertGroup>): AlertGroup | undefined {
  const counts = new Map<AlertGroup, number>();
  for (const { id } of members) {
    const group = groupOf.get(id);
    if (group) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

function byAge(one: IncidentWithMembers, other: IncidentWithMembers): number {
  return one.startsAt - other.startsAt || (one.id < other.id ? -1 : 1);
}
