import type { Incident, IncidentState } from '../../../domain/alerting/incidents/incident.js';
import type { AcknowledgedIncident } from '../../../ports/incident-log.js';
import { asTime, msOf } from './times.js';

/** A row of `incidents` as `incidentColumns` reads it. */
export interface IncidentRow {
  readonly id: string;
  readonly state: IncidentState;
  readonly mergedInto: string | null;
  readonly severity: Incident['severity'];
  readonly title: string;
  readonly causeAssetId: string;
  readonly simulated: boolean;
  readonly startsAt: Date;
  readonly quietAt: Date | null;
  readonly quietSeenAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly notes: Incident['notes'];
  readonly report: Incident['report'];
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
}

export const incidentColumns = `
  incidents.id, incidents.state, incidents.merged_into AS "mergedInto", incidents.severity, incidents.title,
  incidents.cause_asset_id AS "causeAssetId", incidents.simulated, incidents.starts_at AS "startsAt",
  incidents.quiet_at AS "quietAt", incidents.quiet_seen_at AS "quietSeenAt", incidents.resolved_at AS "resolvedAt",
  incidents.notes, incidents.report, incidents.acknowledged_by AS "acknowledgedBy",
  incidents.acknowledged_at AS "acknowledgedAt"`;

export function mapIncident(row: IncidentRow): AcknowledgedIncident {
  return {
    ...row,
    mergedInto: row.mergedInto ?? undefined,
    startsAt: row.startsAt.getTime(),
    quietAt: msOf(row.quietAt),
    quietSeenAt: msOf(row.quietSeenAt),
    resolvedAt: msOf(row.resolvedAt),
    acknowledgedBy: row.acknowledgedBy ?? undefined,
    acknowledgedAt: msOf(row.acknowledgedAt),
  };
}

/** Records incidents, each at most once a statement. One that is no longer open stays as it is. */
export const recordIncidents = `
  INSERT INTO incidents (id, state, merged_into, severity, title, cause_asset_id, simulated, starts_at, quiet_at,
                         quiet_seen_at, resolved_at, notes, report)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[],
                       $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::json[],
                       $13::json[])
  ON CONFLICT (id) DO UPDATE SET
    state = excluded.state, merged_into = excluded.merged_into, severity = excluded.severity, title = excluded.title,
    cause_asset_id = excluded.cause_asset_id, starts_at = excluded.starts_at, quiet_at = excluded.quiet_at,
    quiet_seen_at = excluded.quiet_seen_at, resolved_at = excluded.resolved_at, notes = excluded.notes,
    report = excluded.report
  WHERE incidents.state = 'open'`;

/** The parameters of `recordIncidents`. */
export function incidentColumnValues(incidents: readonly Incident[]): readonly unknown[][] {
  return [
    incidents.map(({ id }) => id),
    incidents.map(({ state }) => state),
    incidents.map(({ mergedInto }) => mergedInto ?? null),
    incidents.map(({ severity }) => severity),
    incidents.map(({ title }) => title),
    incidents.map(({ causeAssetId }) => causeAssetId),
    incidents.map(({ simulated }) => simulated),
    incidents.map(({ startsAt }) => asTime(startsAt)),
    incidents.map(({ quietAt }) => asTime(quietAt)),
    incidents.map(({ quietSeenAt }) => asTime(quietSeenAt)),
    incidents.map(({ resolvedAt }) => asTime(resolvedAt)),
    incidents.map(({ notes }) => JSON.stringify(notes)),
    incidents.map(({ report }) => JSON.stringify(report)),
  ];
}
