import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

/** The data sources under the uids that provisioning gives them. */
export const telemetry: DataSourceRef = { type: 'influxdb', uid: 'plenum-telemetry' };
export const records: DataSourceRef = { type: 'grafana-postgresql-datasource', uid: 'plenum-records' };
