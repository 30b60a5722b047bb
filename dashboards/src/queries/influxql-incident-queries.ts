import type { IncidentQueries } from './incident-queries.js';
import { InfluxQlQuery } from './influxql-query.js';

const from = 'FROM "plenum_incidents"';
const columns = '"severity", "title", "asset" AS "cause", "affected", "alerts"';
const course = '"duration_s", "acknowledged_by", "id"';

/** Weeks of InfluxQL begin with the epoch, on a Thursday; these begin on Monday, as those of PostgreSQL do. */
const week = 'time(7d, 4d)';

/** Incidents of embedded mode, from the measurement `plenum_incidents`. */
export const influxQlIncidents: IncidentQueries = {
  openCount: (severity) =>
    new InfluxQlQuery(
      `SELECT count("id") ${from} WHERE "state" = 'open'` + (severity ? ` AND "severity" = '${severity}'` : ''),
      { alias: 'open' },
    ),
  openIncidents: () =>
    new InfluxQlQuery(
      `SELECT ${columns}, "limit_in_s", ${course} ${from} WHERE "state" = 'open' ORDER BY time DESC LIMIT 200`,
      { format: 'table' },
    ),
  history: () =>
    new InfluxQlQuery(`SELECT "state", ${columns}, ${course} ${from} WHERE $timeFilter ORDER BY time DESC LIMIT 500`, {
      format: 'table',
    }),
  perWeek: () =>
    new InfluxQlQuery(`SELECT count("id") ${from} WHERE $timeFilter GROUP BY ${week}, "severity"`, {
      alias: '$tag_severity',
    }),
  alertsPerIncident: () =>
    new InfluxQlQuery(`SELECT mean("alerts") ${from} WHERE $timeFilter`, { alias: 'alerts per incident' }),
  mostFrequentCauses: () =>
    new InfluxQlQuery(`SELECT count("id") AS "incidents" ${from} WHERE $timeFilter GROUP BY "asset"`, {
      format: 'table',
    }),
};
