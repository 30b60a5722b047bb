import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';

export type Severity = AlertOut['severity'];

/** The most urgent first. */
export const severities = ['critical', 'warning', 'info'] as const satisfies readonly Severity[];

/** The most urgent severity among alerts or incidents; undefined when there are none. */
export function worstSeverity(items: readonly { readonly severity: Severity }[]): Severity | undefined {
  return severities.find((severity) => items.some((item) => item.severity === severity));
}
