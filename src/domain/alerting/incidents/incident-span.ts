import type { Alert } from '../alert.js';

/** How long everything must be quiet before an incident is over: recovering air overshoots for minutes. */
export const QUIET_HOLD_MS = 5 * 60_000;

/** When the last of the alerts was over; undefined while one fires. */
export function quietAtOf(members: readonly Alert[]): number | undefined {
  let last = -Infinity;
  for (const { resolvedAt } of members) {
    if (resolvedAt === undefined) return undefined;
    last = Math.max(last, resolvedAt);
  }
  return last;
}

/** Event time of the latest thing that is known of the alerts. */
export function latestOf(members: readonly Alert[]): number {
  return Math.max(...members.map(({ resolvedAt, firedAt, startsAt }) => resolvedAt ?? firedAt ?? startsAt));
}
