import type { Alert, AlertSeverity } from './alert.js';

/** What people are told of an alert: that it fired, has become more urgent, or is over. */
export interface AlertNotice extends Alert {
  /** The severity that was told before; set only when an alert that fires has become more urgent. */
  readonly escalatedFrom?: AlertSeverity | undefined;
}

/** Tells the notices of one alert apart: the same whenever the same notice is told again. Severity never falls, so it does not recur. */
export function noticeKeyOf({ id, state, severity }: Pick<Alert, 'id' | 'state' | 'severity'>): string {
  return `${id} ${state} ${severity}`;
}
