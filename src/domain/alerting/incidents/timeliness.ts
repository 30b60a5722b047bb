import type { Alert } from '../alert.js';
import type { AlertGroup } from './alert-group.js';
import type { CausalMap } from './causal-map.js';
import { lastMoveUpTo, QUIET_HOLD_MS } from './incident-span.js';
import { effectOf } from './medium.js';
import type { Relation } from './relation.js';

/**
 * How far apart the onsets of one thermal trouble may lie. The air of a hall turns over within a minute or two, but servers,
 * racks and chilled water follow with time constants of 5 to 10 minutes, and a slow rise has to leave its band first.
 */
export const HEAT_LAG_MS = 15 * 60_000;
/** Power moves at once; the rest is the interval between readings (10 s to a minute) and clocks that differ. */
export const POWER_LAG_MS = 3 * 60_000;

/**
 * Whether an alert began when the group's cause can have made it begin. While the cause is in trouble, what depends on it or has
 * taken its load over may follow at any time: a hall may take hours until its next peak shows what is missing.
 */
export function isTimely(map: CausalMap, group: AlertGroup, alert: Alert, relation: Relation | undefined): boolean {
  const { quietAt, causeAssetId } = group;
  if (quietAt !== undefined && alert.startsAt > quietAt + QUIET_HOLD_MS) return false;
  const isBorne = relation === 'same' || relation === 'downstream' || relation === 'peer';
  if (isBorne && isInTrouble(group, alert.startsAt)) return true;
  const isPower = map.mediumOf(causeAssetId) === 'power' && effectOf(alert.metric) === 'power';
  return msAway(group, alert.startsAt) <= (isPower ? POWER_LAG_MS : HEAT_LAG_MS);
}

/** How long before the group's first or after its latest onset or end up to then a moment lies. */
export function msAway({ startsAt, members }: AlertGroup, at: number): number {
  return at < startsAt ? startsAt - at : at - lastMoveUpTo(at, members);
}

/** Whether the cause has an alert at this moment. */
function isInTrouble({ members, causeAssetId }: AlertGroup, at: number): boolean {
  return members.some(
    ({ assetId, startsAt, resolvedAt }) =>
      assetId === causeAssetId && startsAt <= at && (resolvedAt === undefined || resolvedAt >= at),
  );
}
