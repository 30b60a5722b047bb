import type { AlertQueries } from './alert-queries.js';
import { records } from './data-sources.js';
import { SqlQuery } from './sql-query.js';

const columns = `severity, asset_id AS asset, metric, component, summary, peak_score, value, unit,
  extract(epoch FROM coalesce(resolved_at, now()) - starts_at) AS duration_s, acknowledged_by`;

/** Alerts of distributed mode, from the table `alerts`. */
export const sqlAlerts: AlertQueries = {
  dataSource: records,
  openCount: (severity) =>
    new SqlQuery(
      `SELECT count(*) AS open FROM alerts WHERE state = 'firing'` + (severity ? ` AND severity = '${severity}'` : ''),
    ),
  openAlerts: () =>
    new SqlQuery(
      `SELECT starts_at AS time, ${columns} FROM alerts WHERE state = 'firing' ORDER BY starts_at DESC LIMIT 500`,
    ),
  history: () =>
    new SqlQuery(
      `SELECT starts_at AS time, state, ${columns} FROM alerts WHERE $__timeFilter(starts_at) ORDER BY starts_at DESC LIMIT 500`,
    ),
  startedOverTime: () =>
    new SqlQuery(
      `SELECT $__timeGroup(starts_at, $__interval) AS time, severity AS metric, count(*) AS value
FROM alerts WHERE $__timeFilter(starts_at) GROUP BY 1, 2 ORDER BY 1`,
      { format: 'time_series' },
    ),
  mostAlerted: () =>
    new SqlQuery(
      `SELECT asset_id AS asset, count(*) AS alerts FROM alerts WHERE $__timeFilter(starts_at) GROUP BY 1 ORDER BY 2 DESC LIMIT 500`,
    ),
  annotations: () =>
    new SqlQuery(
      `SELECT starts_at AS time, coalesce(resolved_at, now()) AS "timeEnd", summary AS text, severity AS tags
FROM alerts WHERE asset_id IN (\${asset:sqlstring}) AND metric IN (\${metric:sqlstring}) AND $__timeFilter(starts_at)`,
      { refId: 'Anno' },
    ),
};
