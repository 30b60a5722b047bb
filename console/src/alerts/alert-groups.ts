import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { severities } from './severity.js';
import { worstFirst } from './worst-first.js';

/** The open alerts of one place. */
export interface AlertGroup {
  /** The rack for all that stands in it, else the asset itself: a CRAH, a PDU, a UPS, a chiller. */
  readonly place: string;
  /** The most telling one: the worst, and of these the oldest. */
  readonly lead: AlertOut;
  /** All of them, the lead first. */
  readonly alerts: readonly AlertOut[];
}

/** Open alerts by place, in the order of their leads, so that one failed unit is one line above the racks that it warms. */
export function groupAlerts(alerts: readonly AlertOut[]): readonly AlertGroup[] {
  const byPlace = new Map<string, AlertOut[]>();
  for (const alert of worstFirst(alerts)) {
    const place = alert.rack ?? alert.assetId;
    const group = byPlace.get(place);
    if (group) group.push(alert);
    else byPlace.set(place, [alert]);
  }
  return [...byPlace].flatMap(([place, members]) => {
    const [lead] = members;
    return lead ? [{ place, lead, alerts: members }] : [];
  });
}

/** What the alert says, for where its asset stands beside it: `CRAH fan speed is 0 %, expected 83 to 92 %`. */
export function summaryAt(place: string, { summary }: AlertOut): string {
  return summary.replace(` of ${place} `, ' ');
}

/** `3 critical, 1 info`; severities that do not occur are left out. */
export function countText(alerts: readonly AlertOut[]): string {
  return severities
    .map((severity) => [alerts.filter((alert) => alert.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}`)
    .join(', ');
}
