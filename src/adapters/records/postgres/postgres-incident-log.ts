import type { Alert } from '../../../domain/alerting/alert.js';
import { incidentNotices, type IncidentNotice } from '../../../domain/alerting/incidents/incident-notice.js';
import type { IncidentWithMembers } from '../../../domain/alerting/incidents/incident.js';
import type { AcknowledgedAlert } from '../../../ports/alert-log.js';
import {
  type AcknowledgedIncident,
  IncidentLog,
  type IncidentQuery,
  type IncidentTrouble,
} from '../../../ports/incident-log.js';
import { acknowledge } from './acknowledge.js';
import { alertColumns, type AlertRow, mapAlert } from './alert-row.js';
import type { Database, RunQuery } from './database.js';
import {
  incidentColumns,
  incidentColumnValues,
  type IncidentRow,
  mapIncident,
  recordIncidents,
} from './incident-row.js';
import { bareIncident } from './incident-notice-row.js';
import { asTime } from './times.js';

/** An absent filter is a null parameter. */
const listIncidents = `
  SELECT ${incidentColumns} FROM incidents
  WHERE ($1::text[] IS NULL OR state = ANY ($1))
    AND ($2::text IS NULL OR EXISTS (SELECT FROM alerts WHERE incident_id = incidents.id AND asset_id = $2))
    AND ($3::text IS NULL OR severity = $3)
    AND ($4::timestamptz IS NULL OR starts_at >= $4)
    AND ($5::timestamptz IS NULL OR starts_at < $5)
    AND ($6::timestamptz IS NULL OR (starts_at, id) < ($6, $7::text COLLATE "C"))
    AND ($8::text[] IS NULL OR EXISTS (SELECT FROM alerts WHERE incident_id = incidents.id AND asset_id = ANY ($8)))
  ORDER BY starts_at DESC, id DESC
  LIMIT $9`;

const listMembers = `
  SELECT ${alertColumns}, alerts.incident_id AS "incidentId" FROM alerts
  WHERE incident_id = ANY ($1::text[])
  ORDER BY fired_at, id`;

/** `asked`: the incident that was asked for, which may have gone into another one, and that into a third. */
const listTroubles = `
  WITH RECURSIVE heirs AS (
    SELECT id AS asked, id, merged_into, cause_asset_id FROM incidents WHERE id = ANY ($1::text[])
    UNION ALL
    SELECT heirs.asked, next.id, next.merged_into, next.cause_asset_id
    FROM heirs JOIN incidents AS next ON next.id = heirs.merged_into)
  SELECT heirs.asked, heirs.cause_asset_id AS cause, ${alertColumns}
  FROM heirs JOIN alerts ON alerts.incident_id = heirs.id
  ORDER BY alerts.fired_at, alerts.id`;

const listCauses = `
  SELECT alerts.id, incidents.cause_asset_id AS cause FROM alerts JOIN incidents ON incidents.id = alerts.incident_id
  WHERE alerts.id = ANY ($1::text[])`;

const listIncidentIds = `
  SELECT id, incident_id AS "incidentId" FROM alerts WHERE id = ANY ($1::text[]) AND incident_id IS NOT NULL`;

const assignMembers = `
  UPDATE alerts SET incident_id = given.incident_id
  FROM unnest($1::text[], $2::text[]) AS given (alert_id, incident_id)
  WHERE alerts.id = given.alert_id AND alerts.incident_id IS DISTINCT FROM given.incident_id`;

const listUntold = `
  SELECT ${incidentColumns}, noted FROM incidents
  WHERE noted < json_array_length(notes)
  ORDER BY starts_at, id LIMIT $1`;

const markTold = `
  UPDATE incidents SET noted = told.note_index + 1
  FROM (SELECT id, max(note_index) AS note_index FROM unnest($1::text[], $2::int[]) AS given (id, note_index) GROUP BY id)
    AS told
  WHERE incidents.id = told.id AND noted <= told.note_index`;

type TroubleRow = AlertRow & { readonly asked: string; readonly cause: string };
type MemberRow = AlertRow & { readonly incidentId: string };

/** The table `incidents`; an alert's incident is a column of `alerts`. */
export class PostgresIncidentLog extends IncidentLog {
  constructor(private readonly database: Database) {
    super();
  }

  async ungrouped(limit: number): Promise<readonly Alert[]> {
    const rows = await this.database.query<AlertRow>(
      `SELECT ${alertColumns} FROM alerts WHERE incident_id IS NULL ORDER BY fired_at, id LIMIT $1`,
      [limit],
    );
    return rows.map(mapMember);
  }

  async open(): Promise<readonly IncidentWithMembers[]> {
    const rows = await this.database.query<IncidentRow>(
      `SELECT ${incidentColumns} FROM incidents WHERE state = 'open' ORDER BY starts_at, id`,
    );
    if (rows.length === 0) return [];
    const members = await this.database.query<MemberRow>(listMembers, [rows.map(({ id }) => id)]);
    const byIncident = new Map<string, Alert[]>(rows.map(({ id }) => [id, []]));
    for (const { incidentId, ...row } of members) byIncident.get(incidentId)?.push(mapMember(row));
    return rows.map((row) => ({ ...bareIncident(row), members: byIncident.get(row.id) ?? [] }));
  }

  async record(incidents: readonly IncidentWithMembers[]): Promise<void> {
    if (incidents.length === 0) return;
    await this.database.transaction(async (query) => {
      await query(recordIncidents, incidentColumnValues(incidents));
      await assign(query, incidents);
    });
  }

  async list(query: IncidentQuery): Promise<readonly AcknowledgedIncident[]> {
    const rows = await this.database.query<IncidentRow>(listIncidents, [
      query.states ?? null,
      query.assetId ?? null,
      query.severity ?? null,
      asTime(query.fromMs),
      asTime(query.toMs),
      asTime(query.before?.startsAt),
      query.before?.id ?? null,
      query.among ? [...query.among] : null,
      query.limit,
    ]);
    return rows.map(mapIncident);
  }

  async find(id: string): Promise<AcknowledgedIncident | undefined> {
    const [row] = await this.database.query<IncidentRow>(`SELECT ${incidentColumns} FROM incidents WHERE id = $1`, [
      id,
    ]);
    return row && mapIncident(row);
  }

  async membersOf(id: string): Promise<readonly AcknowledgedAlert[]> {
    const rows = await this.database.query<MemberRow>(listMembers, [[id]]);
    return rows.map(({ incidentId: _incident, ...row }) => mapAlert(row));
  }

  async troublesOf(ids: readonly string[]): Promise<ReadonlyMap<string, IncidentTrouble>> {
    if (ids.length === 0) return new Map();
    const troubles = new Map<string, { causeAssetId: string; members: AcknowledgedAlert[] }>();
    for (const { asked, cause, ...row } of await this.database.query<TroubleRow>(listTroubles, [[...ids]])) {
      const trouble = troubles.get(asked);
      if (trouble) trouble.members.push(mapAlert(row));
      else troubles.set(asked, { causeAssetId: cause, members: [mapAlert(row)] });
    }
    return troubles;
  }

  async causesOf(alertIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (alertIds.length === 0) return new Map();
    const rows = await this.database.query<{ id: string; cause: string }>(listCauses, [[...alertIds]]);
    return new Map(rows.map(({ id, cause }) => [id, cause]));
  }

  async unnotified(limit: number): Promise<readonly IncidentNotice[]> {
    const rows = await this.database.query<IncidentRow & { noted: number }>(listUntold, [limit]);
    return rows.flatMap(({ noted, ...row }) => incidentNotices(bareIncident(row), noted));
  }

  async markNotified(notices: readonly IncidentNotice[]): Promise<void> {
    await this.database.query(markTold, [notices.map(({ id }) => id), notices.map(({ noteIndex }) => noteIndex)]);
  }

  async incidentsOf(alertIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (alertIds.length === 0) return new Map();
    const rows = await this.database.query<{ id: string; incidentId: string }>(listIncidentIds, [[...alertIds]]);
    return new Map(rows.map(({ id, incidentId }) => [id, incidentId]));
  }

  acknowledge(id: string, by: string, at: number): Promise<boolean> {
    return acknowledge(this.database, 'incidents', id, { by, at });
  }
}

async function assign(query: RunQuery, incidents: readonly IncidentWithMembers[]): Promise<void> {
  const members = incidents.flatMap(({ id, members }) => members.map((alert) => ({ alert: alert.id, incident: id })));
  await query(assignMembers, [members.map(({ alert }) => alert), members.map(({ incident }) => incident)]);
}

function mapMember(row: AlertRow): Alert {
  const { acknowledgedBy: _by, acknowledgedAt: _at, ...alert } = mapAlert(row);
  return alert;
}
