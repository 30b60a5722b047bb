import { grantReading as grantRecords } from '../adapters/records/postgres/grant-reading.js';
import { openServer } from '../adapters/records/postgres/open-server.js';
import { RecordingLog } from '../adapters/system/recording-log.js';
import { grantReading as grantTelemetry } from '../adapters/telemetry-store/influx/grant-reading.js';
import type { DistributedConfig } from '../config/distributed-config.js';
import { DomainError } from '../domain/errors.js';

/** What the dashboards and alert rules of `dashboards/distributed` read in PostgreSQL. */
const tables: readonly string[] = ['alerts', 'incidents'];

/** What Grafana may read, under which name. */
export interface GrafanaAccess {
  readonly user: string;
  readonly tables: readonly string[];
  readonly buckets: readonly string[];
}

/**
 * Gives Grafana a user of its own in PostgreSQL and in InfluxDB who may read what the dashboards show and nothing else.
 * It may be repeated, before the first start of the service or beside it; tables and buckets that are missing are made.
 * @throws DomainError `invalid_configuration` without the passwords, and as the two `grantReading`.
 */
export async function grantGrafanaAccess({ grafana, influx, postgres }: DistributedConfig): Promise<GrafanaAccess> {
  if (!grafana || !influx) {
    const needed = 'PLENUM_GRAFANA_POSTGRES_PASSWORD, PLENUM_GRAFANA_INFLUX_PASSWORD and PLENUM_INFLUX_*';
    throw new DomainError('invalid_configuration', `Grafana can be given access with ${needed} only; set them.`);
  }
  const { user, postgresPassword, influxPassword } = grafana;
  // A connection that breaks fails the statement, which says so.
  const database = await openServer(postgres, new RecordingLog());
  try {
    await grantRecords(database, { user, password: postgresPassword }, tables);
  } finally {
    await database.close();
  }
  const buckets = await grantTelemetry(influx, influx.bucket, { user, password: influxPassword });
  return { user, tables, buckets };
}
