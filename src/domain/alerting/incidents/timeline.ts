import type { Alert } from '../alert.js';
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
    ...members.map(({ id, summary, firedAt, startsAt }) => ({
      at: firedAt ?? startsAt,
      kind: 'alert-fired' as const,
      text: summary,
      alertId: id,
    })),
    ...members.flatMap(({ id, assetId, metric, resolvedAt }) =>
      resolvedAt === undefined
        ? []
        : [{ at: resolvedAt, kind: 'alert-resolved' as const, text: `${metric} of ${assetId} is over`, alertId: id }],
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
