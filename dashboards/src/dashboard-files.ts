import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { stringify } from 'yaml';
import { anomalyAlerts } from './boards/anomaly-alerts.js';
import { coolingPlant } from './boards/cooling-plant.js';
import { fleetOverview } from './boards/fleet-overview.js';
import { hallAndRacks } from './boards/hall-and-racks.js';
import { incidents } from './boards/incidents.js';
import { plenumItself } from './boards/plenum-itself.js';
import { powerChain } from './boards/power-chain.js';
import { alertRules } from './provisioning/alert-rules.js';
import {
  contactPoints,
  dashboardFolder,
  distributedDataSources,
  embeddedDataSources,
  notificationPolicies,
} from './provisioning/provisioning.js';
import type { AlertQueries } from './queries/alert-queries.js';
import type { IncidentQueries } from './queries/incident-queries.js';
import { influxQlAlerts } from './queries/influxql-alert-queries.js';
import { influxQlIncidents } from './queries/influxql-incident-queries.js';
import { sqlAlerts } from './queries/sql-alert-queries.js';
import { sqlIncidents } from './queries/sql-incident-queries.js';

/**
 * Everything under `dashboards/` that is made from code, by path. Each mode has its own set: a panel's query is of one
 * kind of data source, and alerts and incidents come by InfluxQL in one mode and from PostgreSQL in the other.
 */
export function dashboardFiles(): Readonly<Record<string, string>> {
  return {
    ...filesOf('embedded', { alerts: influxQlAlerts, incidents: influxQlIncidents }, embeddedDataSources),
    ...filesOf('distributed', { alerts: sqlAlerts, incidents: sqlIncidents }, distributedDataSources),
  };
}

interface Queries {
  readonly alerts: AlertQueries;
  readonly incidents: IncidentQueries;
}

function filesOf(mode: string, queries: Queries, dataSources: object): Readonly<Record<string, string>> {
  const boards: readonly Builder<Dashboard>[] = [
    fleetOverview(queries.incidents),
    incidents(queries.incidents),
    hallAndRacks(),
    coolingPlant(),
    powerChain(),
    anomalyAlerts(queries.alerts),
    plenumItself(),
  ];
  const provisioning = `dashboards/${mode}/provisioning`;
  return {
    ...Object.fromEntries(
      boards
        .map((builder) => builder.build())
        .map((board) => [`dashboards/${mode}/${board.uid ?? ''}.json`, `${JSON.stringify(board, null, 2)}\n`]),
    ),
    [`${provisioning}/datasources/plenum.yaml`]: stringify(dataSources),
    [`${provisioning}/dashboards/plenum.yaml`]: stringify(dashboardFolder),
    [`${provisioning}/alerting/rules.yaml`]: stringify(plain(alertRules(queries.alerts)), {
      aliasDuplicateObjects: false,
    }),
    [`${provisioning}/alerting/contact-points.yaml`]: stringify(contactPoints),
    [`${provisioning}/alerting/policies.yaml`]: stringify(notificationPolicies),
  };
}

/** What JSON would keep of it: the SDK marks its queries with functions. */
function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
