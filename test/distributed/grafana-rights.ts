import { type Finished, runPlenum } from '../e2e/plenum-process.js';
import type { InfluxTestServer } from '../servers/influx.js';
import type { PostgresTestServer } from '../servers/postgres.js';

export interface GrafanaServers {
  readonly influx: InfluxTestServer;
  readonly postgres: PostgresTestServer;
}

const user = 'plenum_grafana';

/** What the one-shot service of docker-compose.yml runs, and the rights that Grafana has from it. */
export class GrafanaRights {
  constructor(
    private readonly servers: GrafanaServers,
    readonly passwords = { postgres: 'of-grafana-in-postgresql', influx: 'of-grafana-in-influxdb' },
  ) {}

  grant(env: Record<string, string> = {}): Promise<Finished> {
    const { influx, postgres } = this.servers;
    return runPlenum(['grafana-access', '--json'], {
      PLENUM_MODE: 'distributed',
      // Required, and never asked.
      PLENUM_KAFKA_BROKERS: 'localhost:1',
      PLENUM_POSTGRES_URL: postgres.url,
      PLENUM_INFLUX_URL: influx.url,
      PLENUM_INFLUX_TOKEN: influx.token,
      PLENUM_INFLUX_ORG: influx.org,
      PLENUM_GRAFANA_POSTGRES_PASSWORD: this.passwords.postgres,
      PLENUM_GRAFANA_INFLUX_PASSWORD: this.passwords.influx,
      ...env,
    });
  }

  get postgresUrl(): string {
    const url = new URL(this.servers.postgres.url);
    url.username = user;
    url.password = this.passwords.postgres;
    return url.toString();
  }

  /** As Grafana's InfluxDB data source sends them with basic authentication. */
  get influxHeaders(): Record<string, string> {
    return { authorization: `Basic ${Buffer.from(`${user}:${this.passwords.influx}`).toString('base64')}` };
  }
}
