import type { IncidentQueries } from './incident-queries.js';
import { SqlQuery } from './sql-query.js';

const alertsOfIt = 'SELECT count(*) FROM alerts WHERE incident_id = incidents.id';
const columns = `severity, title, cause_asset_id AS cause, json_array_length(report->'assets') AS affected,
  (${alertsOfIt}) AS alerts`;
const course = `extract(epoch FROM coalesce(resolved_at, now()) - starts_at) AS duration_s, acknowledged_by, id`;

/** The time to the first limit that is not passed yet; null when none is approached. */
const limitInS = `(SELECT min((ahead->>'inMs')::float) / 1000 FROM json_array_elements(report->'outlook') AS ahead
  WHERE (ahead->>'inMs')::float > 0) AS limit_in_s`;

/** What has gone into another incident is counted there. */
const inRange = `state <> 'merged' AND $__timeFilter(starts_at)`;

/** Incidents of distributed mode, from the table `incidents`. */
export const sqlIncidents: IncidentQueries = {
  openCount: (severity) =>
    new SqlQuery(
      `SELECT count(*) AS open FROM incidents WHERE state = 'open'` + (severity ? ` AND severity = '${severity}'` : ''),
    ),
  openIncidents: () =>
    new SqlQuery(
      `SELECT starts_at AS time, ${columns}, ${limitInS}, ${course}
FROM incidents WHERE state = 'open' ORDER BY starts_at DESC LIMIT 200`,
    ),
  history: () =>
    new SqlQuery(
      `SELECT starts_at AS time, state, ${columns}, ${course}
FROM incidents WHERE ${inRange} ORDER BY starts_at DESC LIMIT 500`,
    ),
  perWeek: () =>
    new SqlQuery(
      `SELECT date_trunc('week', starts_at) AS time, severity AS metric, count(*) AS value
FROM incidents WHERE ${inRange} GROUP BY 1, 2 ORDER BY 1`,
      { format: 'time_series' },
    ),
  alertsPerIncident: () =>
    new SqlQuery(
      `SELECT avg(alerts)::float AS "alerts per incident"
FROM (SELECT (${alertsOfIt}) AS alerts FROM incidents WHERE ${inRange}) AS counted`,
    ),
  mostFrequentCauses: () =>
    new SqlQuery(
      `SELECT cause_asset_id AS asset, count(*) AS incidents FROM incidents WHERE ${inRange} GROUP BY 1 ORDER BY 2 DESC LIMIT 100`,
    ),
};
