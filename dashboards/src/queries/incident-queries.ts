import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';

type Query = Builder<Dataquery>;

/**
 * What the dashboards ask of the incidents: of PostgreSQL in distributed mode, by `/query` in embedded mode, as with alerts.
 * Columns have the same names in both.
 */
export interface IncidentQueries {
  /** Number of open incidents, of one severity or of all. */
  openCount(severity?: 'critical' | 'warning' | 'info'): Query;
  /** Columns: time, severity, title, cause, affected, alerts, limit_in_s, duration_s, acknowledged_by, id. */
  openIncidents(): Query;
  /** The same with state and without limit_in_s, for incidents that started in the time range. */
  history(): Query;
  /** How many started in each week from Monday on, by severity. */
  perWeek(): Query;
  /** The mean number of alerts of an incident that started in the time range. */
  alertsPerIncident(): Query;
  /** The assets that caused most incidents in the time range. Columns: asset, incidents. */
  mostFrequentCauses(): Query;
}
