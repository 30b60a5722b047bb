import { records, telemetry } from '../queries/data-sources.js';

/** Grafana's provisioning files, except the alert rules. `$NAME` is filled by Grafana from its environment. */

/** Embedded mode: Plenum's own `/query`, with an API key of the role viewer. */
export const embeddedDataSources = {
  apiVersion: 1,
  datasources: [
    {
      ...influxQl('$PLENUM_URL'),
      basicAuth: true,
      basicAuthUser: 'grafana',
      secureJsonData: { basicAuthPassword: '$PLENUM_TOKEN' },
    },
  ],
};

/** Distributed mode: InfluxDB 2 through its InfluxQL route, and PostgreSQL, as the users of `plenum grafana-access`. */
export const distributedDataSources = {
  apiVersion: 1,
  datasources: [
    {
      ...influxQl('$PLENUM_INFLUX_URL'),
      jsonData: { dbName: '$PLENUM_INFLUX_BUCKET', httpMode: 'POST' },
      basicAuth: true,
      basicAuthUser: '$PLENUM_INFLUX_USER',
      secureJsonData: { basicAuthPassword: '$PLENUM_INFLUX_PASSWORD' },
    },
    {
      name: 'Plenum records',
      type: records.type,
      uid: records.uid,
      access: 'proxy',
      url: '$PLENUM_POSTGRES_ADDRESS',
      user: '$PLENUM_POSTGRES_USER',
      jsonData: { database: '$PLENUM_POSTGRES_DATABASE', sslmode: '$PLENUM_POSTGRES_SSLMODE', postgresVersion: 1500 },
      secureJsonData: { password: '$PLENUM_POSTGRES_PASSWORD' },
    },
  ],
};

/** The folder of the dashboards, read again when the files change. */
export const dashboardFolder = {
  apiVersion: 1,
  providers: [
    {
      name: 'plenum',
      folder: 'Plenum',
      folderUid: 'plenum',
      type: 'file',
      allowUiUpdates: false,
      updateIntervalSeconds: 30,
      options: { path: '/var/lib/grafana/dashboards/plenum' },
    },
  ],
};

/** Whom Grafana tells: a webhook, by whatever address the operator gives. */
export const contactPoints = {
  apiVersion: 1,
  contactPoints: [
    {
      orgId: 1,
      name: 'plenum-operators',
      receivers: [
        {
          uid: 'plenum-operators-webhook',
          type: 'webhook',
          settings: { url: '$PLENUM_GRAFANA_WEBHOOK_URL', httpMethod: 'POST' },
        },
      ],
    },
  ],
};

/** Everything that carries `service=plenum` goes there, grouped by rule. */
export const notificationPolicies = {
  apiVersion: 1,
  policies: [
    {
      orgId: 1,
      receiver: 'plenum-operators',
      group_by: ['alertname', 'severity'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '4h',
    },
  ],
};

function influxQl(url: string) {
  return {
    name: 'Plenum telemetry',
    type: telemetry.type,
    uid: telemetry.uid,
    access: 'proxy',
    isDefault: true,
    url,
    jsonData: { dbName: 'plenum', httpMode: 'POST' },
  };
}
