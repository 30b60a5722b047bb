import type { Alert, AlertSeverity } from '../domain/alerting/alert.js';
import type { IncidentNotice } from '../domain/alerting/incidents/incident-notice.js';
import type { Incident, IncidentState, IncidentWithMembers } from '../domain/alerting/incidents/incident.js';
import type { AcknowledgedAlert } from './alert-log.js';

export interface AcknowledgedIncident extends Incident {
  readonly acknowledgedBy: string | undefined;
  readonly acknowledgedAt: number | undefined;
}

export interface IncidentQuery {
  readonly states?: readonly IncidentState[];
  /** One of its alerts is about this asset. */
  readonly assetId?: string;
  /** One of its alerts is about one of these assets, of which there may be as many as a site has. */
  readonly among?: ReadonlySet<string>;
  readonly severity?: AlertSeverity;
  /** Bounds of its start: inclusive, exclusive. */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Keyset of the page: incidents that start before this one (or at the same time with a lower id). */
  readonly before?: { readonly startsAt: number; readonly id: string };
  readonly limit: number;
}

/** Whom the trouble of an incident comes from, as it is supposed now, and its alerts. */
export interface IncidentTrouble {
  readonly causeAssetId: string;
  /** In the order in which they fired. */
  readonly members: readonly AcknowledgedAlert[];
}

/** The history of incidents, and which alert of the alert log belongs to which. An alert belongs to at most one. */
export abstract class IncidentLog {
  /** Alerts that belong to no incident yet, in the order in which they fired, then by id. */
  abstract ungrouped(limit: number): Promise<readonly Alert[]>;
  /** Open incidents, oldest first, with their alerts as the alert log knows them now, in the order in which they fired. */
  abstract open(): Promise<readonly IncidentWithMembers[]>;
  /**
   * Records incidents as they are now, and that their members belong to them; durable on resolve, all or nothing. What is
   * recorded as resolved or merged stays as it is. Acknowledgements are kept.
   */
  abstract record(incidents: readonly IncidentWithMembers[]): Promise<void>;
  /** Newest start first. */
  abstract list(query: IncidentQuery): Promise<readonly AcknowledgedIncident[]>;
  abstract find(id: string): Promise<AcknowledgedIncident | undefined>;
  /** Its alerts in the order in which they fired; none of one that was merged or is unknown. */
  abstract membersOf(id: string): Promise<readonly AcknowledgedAlert[]>;
  /**
   * By incident, its cause and alerts, of all of them in one look; of one that was merged, those of the incident that has
   * its alerts by now. Incidents that have none are left out.
   */
  abstract troublesOf(ids: readonly string[]): Promise<ReadonlyMap<string, IncidentTrouble>>;
  /** By alert, the supposed cause (an asset id) of its incident; alerts that belong to none yet are left out. */
  abstract causesOf(alertIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * What no receiver has been asked about yet, of at most so many incidents: the notes that were recorded since, those of
   * one incident in order, the incident that began first first.
   */
  abstract unnotified(limit: number): Promise<readonly IncidentNotice[]>;
  abstract markNotified(notices: readonly IncidentNotice[]): Promise<void>;
  /** By alert, the id of its incident; alerts that belong to none yet are left out. */
  abstract incidentsOf(alertIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** False when there is no such incident. */
  abstract acknowledge(id: string, by: string, at: number): Promise<boolean>;
}
