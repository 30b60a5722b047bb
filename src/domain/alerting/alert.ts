/** From the least urgent to the most urgent. */
export const alertSeverities = ['info', 'warning', 'critical'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];
export type AlertState = 'pending' | 'firing' | 'resolved';

/** Why an alert exists: what watches the series; `plenum` is trouble of Plenum itself, which is about none. */
export type AlertKind = 'anomaly' | 'silent' | 'plenum';

/** One episode of trouble on one series. Its id is derived from fingerprint and start, so that a replay makes the same one. */
export interface Alert {
  readonly id: string;
  /** Same for every episode of the same kind on the same series. */
  readonly fingerprint: string;
  readonly kind: AlertKind;
  readonly state: AlertState;
  readonly severity: AlertSeverity;
  readonly seriesId: number;
  readonly assetId: string;
  readonly metric: string;
  readonly component: string;
  readonly simulated: boolean;
  /** Event time (of the points) in epoch ms, not the wall clock. */
  readonly startsAt: number;
  readonly firedAt: number | undefined;
  readonly resolvedAt: number | undefined;
  /** When it became as urgent as it is; absent while that is since it fired. */
  readonly escalatedAt?: number | undefined;
  /** The highest score of the episode so far; the value is the gravest one seen, beside what was expected then. */
  readonly peakScore: number;
  readonly value: number;
  readonly expected: number;
  readonly unit: string;
  readonly summary: string;
}

/** Negative when the first is less urgent than the second, as for a sort. */
export function compareSeverity(left: AlertSeverity, right: AlertSeverity): number {
  return alertSeverities.indexOf(left) - alertSeverities.indexOf(right);
}

/** The more urgent of two. */
export function graver(left: AlertSeverity, right: AlertSeverity): AlertSeverity {
  return compareSeverity(left, right) >= 0 ? left : right;
}

/** The less urgent of two. */
export function milder(left: AlertSeverity, right: AlertSeverity): AlertSeverity {
  return compareSeverity(left, right) <= 0 ? left : right;
}
