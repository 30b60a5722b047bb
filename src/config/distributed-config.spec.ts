import { describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.js';
import type { DistributedConfig } from './distributed-config.js';

const complete = {
  PLENUM_MODE: 'distributed',
  PLENUM_KAFKA_BROKERS: 'kafka-1:9092, kafka-2:9092',
  PLENUM_INFLUX_URL: 'http://influxdb:8086',
  PLENUM_INFLUX_TOKEN: 'a-token',
  PLENUM_POSTGRES_URL: 'postgres://plenum:secret@postgres/plenum',
};

const load = (changes: Record<string, string | undefined> = {}): DistributedConfig => {
  const config = loadConfig({ ...complete, ...changes });
  if (config.mode !== 'distributed') throw new Error('not distributed');
  return config;
};

describe('configuration of distributed mode', () => {
  it('needs the addresses of the three back ends, and gives one process every role', () => {
    const config = load();
    expect(config.kafka.brokers).toEqual(['kafka-1:9092', 'kafka-2:9092']);
    expect([...config.roles]).toEqual(['ingest', 'store', 'score', 'api']);
    expect(config.twin.enabled).toBe(false);
    expect(config.kafka.topics.map(({ topic }) => topic)).toContain('telemetry.servers');
  });

  it('names everything that is missing and everything that is wrong in one message', () => {
    const loading = () =>
      loadConfig({ PLENUM_MODE: 'distributed', PLENUM_ROLES: 'ingest,skore', PLENUM_KAFKA_TOPICS: 'a=xml' });
    expect(loading).toThrow(/PLENUM_KAFKA_BROKERS: required/);
    expect(loading).toThrow(/PLENUM_POSTGRES_URL: required/);
    expect(loading).toThrow(/PLENUM_INFLUX_URL: required.*PLENUM_INFLUX_TOKEN: required/);
    expect(loading).toThrow(/PLENUM_ROLES: there is no role "skore"; roles are ingest, store, score, api/);
    expect(loading).toThrow(/PLENUM_KAFKA_TOPICS: there is no format "xml"; formats are auto, line-protocol/);
  });

  it('lets a process at the edge that only ingests do without InfluxDB', () => {
    const { influx } = load({ PLENUM_ROLES: 'ingest', PLENUM_INFLUX_URL: undefined, PLENUM_INFLUX_TOKEN: undefined });
    expect(influx).toBeUndefined();
  });

  it('says to which mode a variable belongs', () => {
    expect(() => load({ PLENUM_DATA_DIR: '/data' })).toThrow(
      /PLENUM_DATA_DIR: belongs to PLENUM_MODE=embedded or edge/,
    );
    expect(() => loadConfig({ PLENUM_KAFKA_BROKERS: 'a:1' })).toThrow(
      /PLENUM_KAFKA_BROKERS: belongs to PLENUM_MODE=distributed or edge/,
    );
  });

  it.each(['kafka', 'kafka:0', 'kafka:99999', 'http://kafka:9092'])('refuses the broker %s', (broker) => {
    expect(() => load({ PLENUM_KAFKA_BROKERS: broker })).toThrow(/PLENUM_KAFKA_BROKERS: .*write host:port/);
  });

  it('wants both passwords of Grafana, each such as InfluxDB and PostgreSQL take', () => {
    expect(load().grafana).toBeUndefined();
    expect(() => load({ PLENUM_GRAFANA_POSTGRES_PASSWORD: 'of-grafana' })).toThrow(
      /PLENUM_GRAFANA_INFLUX_PASSWORD: required where the others of PLENUM_GRAFANA_\*/,
    );
    for (const bad of ['short', 'x'.repeat(73), 'pässword', 'two words']) {
      expect(() => load({ PLENUM_GRAFANA_INFLUX_PASSWORD: bad })).toThrow(
        /PLENUM_GRAFANA_INFLUX_PASSWORD: use 8 to 72/,
      );
    }
  });

  it.each(['Grafana', 'with-dash', '1st', 'a'.repeat(64)])('refuses %s as the name of Grafana', (user) => {
    expect(() => load({ PLENUM_GRAFANA_USER: user })).toThrow(/PLENUM_GRAFANA_USER: use lower-case/);
  });

  it('wants user, password and mechanism together', () => {
    expect(() => load({ PLENUM_KAFKA_SASL_USERNAME: 'plenum' })).toThrow(
      /PLENUM_KAFKA_SASL_MECHANISM: required.*PLENUM_KAFKA_SASL_PASSWORD: required/,
    );
  });

  it('does not let a certificate authority pass for encryption', () => {
    expect(() => load({ PLENUM_KAFKA_TLS_CA: '/ca.pem' })).toThrow(
      /PLENUM_KAFKA_TLS_CA: has no effect without PLENUM_KAFKA_TLS=on/,
    );
    const tls = { PLENUM_KAFKA_TLS: 'on', PLENUM_KAFKA_TLS_CA: '/ca.pem' };
    expect(load(tls).kafka.tls).toEqual({ caFile: '/ca.pem' });
  });

  it('takes a topic with the format of its messages, or finds the format out', () => {
    const { topics } = load({ PLENUM_KAFKA_TOPICS: 'racks=telegraf-json, cooling' }).kafka;
    expect(topics).toEqual([
      { topic: 'racks', format: 'telegraf-json' },
      { topic: 'cooling', format: undefined },
    ]);
  });
});
