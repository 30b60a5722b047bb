import { incidentNotice, type IncidentNotice } from '../../../domain/alerting/incidents/incident-notice.js';
import type { Incident } from '../../../domain/alerting/incidents/incident.js';
import { incidentColumns, type IncidentRow, mapIncident } from './incident-row.js';

/** A row of `incidents` beside one of `incident_deliveries`. */
export type IncidentNoticeRow = IncidentRow & { readonly noteIndex: number };

export const incidentNoticeColumns = `${incidentColumns}, incident_deliveries.note_index AS "noteIndex"`;

export function mapIncidentNotice({ noteIndex, ...row }: IncidentNoticeRow): IncidentNotice {
  return incidentNotice(bareIncident(row), noteIndex);
}

/** The incident without who looks after it. */
export function bareIncident(row: IncidentRow): Incident {
  const { acknowledgedBy: _by, acknowledgedAt: _at, ...incident } = mapIncident(row);
  return incident;
}
