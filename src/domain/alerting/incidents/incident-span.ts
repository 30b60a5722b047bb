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

/** Event time of the first symptom. */
export function firstOnsetOf(members: readonly Alert[]): number {
  return members.reduce((first, { startsAt }) => Math.min(first, startsAt), Infinity);
}

/** Event time of the latest onset or end up to a moment; -Infinity when there is none. */
export function lastMoveUpTo(at: number, members: readonly Alert[]): number {
  let last = -Infinity;
  for (const { startsAt, resolvedAt = Infinity } of members) {
    if (startsAt <= at) last = Math.max(last, resolvedAt <= at ? resolvedAt : startsAt);
  }
  return last;
}

/** Event time of the latest thing that is known of the alerts. */
export function latestOf(members: readonly Alert[]): number {
  return members.reduce((last, { resolvedAt, firedAt }) => Math.max(last, resolvedAt ?? firedAt ?? last), -Infinity);
}
