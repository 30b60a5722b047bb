import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

type Query = Builder<Dataquery>;

/**
 * What the dashboards ask of the alerts. They are in PostgreSQL in distributed mode; in embedded mode nothing listens
 * for PostgreSQL clients, so `/query` serves them. Columns have the same names in both.
 */
export interface AlertQueries {
  readonly dataSource: DataSourceRef;
  /** Number of open alerts, of one severity or of all. */
  openCount(severity?: 'critical' | 'warning' | 'info'): Query;
  /** Columns: time, severity, asset, metric, component, summary, peak_score, value, unit, duration_s, acknowledged_by. */
  openAlerts(): Query;
  /** The same with state, for alerts that started in the time range. */
  history(): Query;
  /** How many started in each interval, by severity. */
  startedOverTime(): Query;
  /** The assets with the most alerts in the time range. Columns: asset, alerts. */
  mostAlerted(): Query;
  /** Alerts on the chosen asset and metric, as regions. Columns: time, timeEnd, summary, severity. */
  annotations(): Query;
}
