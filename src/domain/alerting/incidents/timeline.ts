import { metricTitle } from '../../telemetry/metric-catalogue.js';
import type { Alert } from '../alert.js';
import { formatQuantity } from '../quantity.js';
import type { Incident, IncidentNote } from './incident.js';

/** One line of an incident's story. */
export interface TimelineEntry {
  /** Event time, epoch ms; of an acknowledgement the wall clock. */
  readonly at: number;
  readonly kind: IncidentNote['kind'] | 'alert-fired' | 'alert-resolved' | 'acknowledged';
  readonly text: string;
  /** Of entries about one alert. */
  readonly alertId: string | undefined;
}

type Acknowledgement = { readonly acknowledgedBy: string | undefined; readonly acknowledgedAt: number | undefined };

/** The story of an incident in the order of time: what happened to it, and to its alerts. */
export function timelineOf(incident: Incident & Acknowledgement, members: readonly Alert[]): readonly TimelineEntry[] {
  const { acknowledgedBy, acknowledgedAt } = incident;
  const entries: TimelineEntry[] = [
    ...incident.notes.map(({ at, kind, text }) => ({ at, kind, text, alertId: undefined })),
    ...members.map((alert) => ({
      at: alert.firedAt ?? alert.startsAt,
      kind: 'alert-fired' as const,
      text: firedText(alert),
      alertId: alert.id,
    })),
    ...members.flatMap(({ id, summary, resolvedAt }) =>
      resolvedAt === undefined ? [] : [{ at: resolvedAt, kind: 'alert-resolved' as const, text: summary, alertId: id }],
    ),
  ];
  if (acknowledgedBy !== undefined && acknowledgedAt !== undefined) {
    entries.push({
      at: acknowledgedAt,
      kind: 'acknowledged',
      text: `${acknowledgedBy} looks after it`,
      alertId: undefined,
    });
  }
  return entries.sort((left, right) => left.at - right.at);
}

/** What an alert said when it fired. That of one that is over tells of its end by now. */
function firedText(alert: Alert): string {
  if (alert.resolvedAt === undefined) return alert.summary;
  const place = alert.component === '' ? alert.assetId : `${alert.assetId} ${alert.component}`;
  const subject = alert.metric === '' ? place : `${metricTitle(alert.metric)} of ${place}`;
  if (alert.kind === 'silent') return `${subject} reported nothing`;
  return `${subject} was ${formatQuantity(alert.value, alert)}, expected ${formatQuantity(alert.expected, alert)}`;
}
