import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';

export type Severity = AlertOut['severity'];

/** The most urgent first. */
export const severities = ['critical', 'warning', 'info'] as const satisfies readonly Severity[];

/** The most urgent severity among the alerts; undefined when there are none. */
export function worstSeverity(alerts: readonly AlertOut[]): Severity | undefined {
  return severities.find((severity) => alerts.some((alert) => alert.severity === severity));
}
