import { type Alert, type AlertSeverity, compareSeverity } from '../alert.js';
import type { CausalMap } from './causal-map.js';
import { hasFailed, isShort, redundancyOf } from './redundancy.js';

/**
 * Event time from which alerts are this urgent together: one of them has become so, or what they tell of has used up a
 * spare. Undefined when neither is so.
 */
export function urgentSince(map: CausalMap, members: readonly Alert[], severity: AlertSeverity): number | undefined {
  const since = members.filter((alert) => compareSeverity(alert.severity, severity) >= 0).map(settledAt);
  if (severity === 'critical') since.push(...shortSince(map, members));
  return since.length === 0 ? undefined : Math.min(...since);
}

/** When something that is needed was no longer there, if it is not. */
function shortSince(map: CausalMap, members: readonly Alert[]): readonly number[] {
  const failures = members.filter(hasFailed).sort((one, other) => settledAt(one) - settledAt(other));
  const last = failures.find((_, index) => redundancyOf(map, failures.slice(0, index + 1)).some(isShort));
  return last ? [settledAt(last)] : [];
}

/** When an alert became as urgent as it is. */
function settledAt({ escalatedAt, firedAt, startsAt }: Alert): number {
  return escalatedAt ?? firedAt ?? startsAt;
}
