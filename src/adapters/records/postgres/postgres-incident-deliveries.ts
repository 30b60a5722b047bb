import { type IncidentNotice, standingNotice } from '../../../domain/alerting/incidents/incident-notice.js';
import type { IncidentDeliveries, IncidentHearing } from '../../../ports/incident-deliveries.js';
import type { Database } from './database.js';
import type { DeliveryTable } from './delivery-table.js';
import { incidentColumns } from './incident-row.js';
import {
  bareIncident,
  incidentNoticeColumns,
  type IncidentNoticeRow,
  mapIncidentNotice,
} from './incident-notice-row.js';
import { PostgresDeliveries } from './postgres-deliveries.js';

const table: DeliveryTable<IncidentNotice, IncidentNoticeRow> = {
  name: 'incident_deliveries',
  key: [
    { name: 'incident_id', type: 'text', valueOf: ({ id }) => id },
    { name: 'note_index', type: 'int', valueOf: ({ noteIndex }) => noteIndex },
  ],
  rest: [],
  joined: 'incident_deliveries JOIN incidents ON incidents.id = incident_id',
  columns: incidentNoticeColumns,
  map: mapIncidentNotice,
  standing: `
    SELECT ${incidentColumns}, told.note_index AS "noteIndex" FROM incidents
    JOIN (
      SELECT incident_id, max(note_index) AS note_index FROM incident_deliveries
      WHERE receiver = $1 AND confirmed_at IS NOT NULL GROUP BY incident_id) AS told ON told.incident_id = incidents.id
    WHERE state = 'open'
    ORDER BY starts_at, id`,
  mapStanding: ({ noteIndex, ...row }) => standingNotice(bareIncident(row), noteIndex),
};

const listHearings = `
  SELECT DISTINCT incident_id AS "incidentId", receiver FROM incident_deliveries WHERE incident_id = ANY($1::text[])`;

/** What receivers are told of incidents: the table `incident_deliveries`. */
export class PostgresIncidentDeliveries
  extends PostgresDeliveries<IncidentNotice, IncidentNoticeRow>
  implements IncidentDeliveries
{
  constructor(database: Database) {
    super(database, table);
  }

  hearings(incidentIds: readonly string[]): Promise<readonly IncidentHearing[]> {
    return this.database.query<IncidentHearing>(listHearings, [[...incidentIds]]);
  }
}
