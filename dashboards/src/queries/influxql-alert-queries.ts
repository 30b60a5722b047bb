import type { AlertQueries } from './alert-queries.js';
import { telemetry } from './data-sources.js';
import { InfluxQlQuery } from './influxql-query.js';

const from = 'FROM "plenum_alerts"';
const columns =
  '"severity", "asset", "metric", "component", "summary", "peak_score", "value", "unit", "duration_s", "acknowledged_by"';

/** Alerts of embedded mode, from the measurement `plenum_alerts`. */
export const influxQlAlerts: AlertQueries = {
  dataSource: telemetry,
  openCount: (severity) =>
    new InfluxQlQuery(
      `SELECT count("id") ${from} WHERE "state" = 'firing'` + (severity ? ` AND "severity" = '${severity}'` : ''),
      { alias: 'open' },
    ),
  openAlerts: () =>
    new InfluxQlQuery(`SELECT ${columns} ${from} WHERE "state" = 'firing' ORDER BY time DESC LIMIT 500`, {
      format: 'table',
    }),
  history: () =>
    new InfluxQlQuery(`SELECT "state", ${columns} ${from} WHERE $timeFilter ORDER BY time DESC LIMIT 500`, {
      format: 'table',
    }),
  startedOverTime: () =>
    new InfluxQlQuery(`SELECT count("id") ${from} WHERE $timeFilter GROUP BY time($__interval), "severity"`, {
      alias: '$tag_severity',
    }),
  mostAlerted: () =>
    new InfluxQlQuery(`SELECT count("id") AS "alerts" ${from} WHERE $timeFilter GROUP BY "asset"`, { format: 'table' }),
  annotations: () =>
    new InfluxQlQuery(
      `SELECT "summary", "severity", "resolved_at" AS "timeEnd" ${from} ` +
        `WHERE "asset" =~ /^$asset$/ AND "metric" =~ /^$metric$/ AND $timeFilter`,
      { refId: 'Anno', format: 'table', annotation: { text: 'summary', tags: 'severity', timeEnd: 'timeEnd' } },
    ),
};
