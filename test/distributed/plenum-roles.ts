import { InfluxTestServer } from '../servers/influx.js';
import { KafkaCluster } from '../servers/kafka.js';
import { PostgresTestServer } from '../servers/postgres.js';

/** Real Kafka, InfluxDB and PostgreSQL, and the environment of a Plenum on them. */
export class BackEndServers {
  private constructor(
    readonly kafka: KafkaCluster,
    readonly influx: InfluxTestServer,
    readonly postgres: PostgresTestServer,
  ) {}

  static async start(): Promise<BackEndServers> {
    const [kafka, influx, postgres] = await Promise.all([
      KafkaCluster.start(),
      InfluxTestServer.start(),
      PostgresTestServer.start(),
    ]);
    return new BackEndServers(kafka, influx, postgres);
  }

  /** Of a process with roles. */
  get env(): Record<string, string> {
    return {
      ...this.#centralEnv,
      PLENUM_MODE: 'distributed',
      // Set for embedded services by `startService`; empty is as not set.
      PLENUM_DATA_DIR: '',
      PLENUM_INFLUX_URL: this.influx.url,
      PLENUM_INFLUX_TOKEN: this.influx.token,
      PLENUM_INFLUX_ORG: this.influx.org,
    };
  }

  /** Of an edge that reports to it. */
  get edgeEnv(): Record<string, string> {
    return { ...this.#centralEnv, PLENUM_MODE: 'edge' };
  }

  get #centralEnv(): Record<string, string> {
    return {
      PLENUM_KAFKA_BROKERS: this.kafka.addresses.join(','),
      PLENUM_KAFKA_PARTITIONS: '4',
      PLENUM_KAFKA_REPLICATION: '1',
      PLENUM_POSTGRES_URL: this.postgres.url,
    };
  }

  async stop(): Promise<void> {
    await Promise.all([this.kafka.stop(), this.influx.stop(), this.postgres.stop()]);
  }
}
