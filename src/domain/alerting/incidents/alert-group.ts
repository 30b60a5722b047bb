import type { Alert } from '../alert.js';
import type { CausalMap } from './causal-map.js';
import { firstOnsetOf, quietAtOf } from './incident-span.js';
import { rankCauses } from './rank-causes.js';
import { strongestWitness } from './witness.js';

/** Alerts with one cause, as far as they tell it. An incident is one that people have been told of. */
export interface AlertGroup {
  /** The asset that is most likely the cause. */
  readonly causeAssetId: string;
  readonly simulated: boolean;
  /** Event time of the first symptom, epoch ms. */
  readonly startsAt: number;
  /** Event time at which the last of them was over; undefined while one fires. */
  readonly quietAt: number | undefined;
  /** In the order in which they fired. */
  readonly members: readonly Alert[];
}

/** The group of an alert that nothing known explains. */
export function newGroup(alert: Alert): AlertGroup {
  const { assetId: causeAssetId, simulated, startsAt, resolvedAt: quietAt } = alert;
  return { causeAssetId, simulated, startsAt, quietAt, members: [alert] };
}

/** The group with an alert more. Its cause is weighed anew when the alert says something that weighs. */
export function groupWith(map: CausalMap, group: AlertGroup, alert: Alert): AlertGroup {
  const members = [...group.members, alert];
  return {
    ...group,
    causeAssetId: mayChangeCause(group, alert) ? likeliestCause(map, members) : group.causeAssetId,
    startsAt: Math.min(group.startsAt, alert.startsAt),
    quietAt: quietAtOf(members),
    members,
  };
}

/** Two groups that have turned out to have one cause. */
export function joinGroups(map: CausalMap, one: AlertGroup, other: AlertGroup): AlertGroup {
  const members = [...one.members, ...other.members].sort(byFiring);
  return {
    causeAssetId: likeliestCause(map, members),
    simulated: one.simulated,
    startsAt: firstOnsetOf(members),
    quietAt: quietAtOf(members),
    members,
  };
}

/** The group, its cause weighed anew: alerts that are known for long may have grown worse since. */
export function reweighed(map: CausalMap, group: AlertGroup): AlertGroup {
  const causeAssetId = likeliestCause(map, group.members);
  return causeAssetId === group.causeAssetId ? group : { ...group, causeAssetId };
}

/** Sorts alerts in the order in which they fired. */
export function byFiring(left: Alert, right: Alert): number {
  return (left.firedAt ?? left.startsAt) - (right.firedAt ?? right.startsAt) || (left.id < right.id ? -1 : 1);
}

/** Whether an alert is of a new asset, or says something stronger of a known one. */
function mayChangeCause({ members }: AlertGroup, alert: Alert): boolean {
  const known = members.filter(({ assetId }) => assetId === alert.assetId);
  return known.length === 0 || strongestWitness(known) !== strongestWitness([...known, alert]);
}

function likeliestCause(map: CausalMap, members: readonly Alert[]): string {
  const [first] = rankCauses(map, members);
  if (!first) throw new Error('BUG: a group without alerts');
  return first.assetId;
}
