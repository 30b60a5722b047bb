import { commonConfigOf } from './common-config.js';
import type { DistributedEnv } from './distributed-env.js';
import type { ProcessRole } from './process-roles.js';

const hourMs = 3_600_000;

export type DistributedConfig = ReturnType<typeof distributedConfigOf>;

export function distributedConfigOf(env: DistributedEnv) {
  const roles: ReadonlySet<ProcessRole> = new Set(env.PLENUM_ROLES);
  return Object.freeze({
    mode: env.PLENUM_MODE,
    ...commonConfigOf(env),
    roles,
    kafka: Object.freeze({
      brokers: env.PLENUM_KAFKA_BROKERS,
      clientId: env.PLENUM_KAFKA_CLIENT_ID,
      tls: tlsOf(env.PLENUM_KAFKA_TLS, env.PLENUM_KAFKA_TLS_CA),
      sasl: saslOf(env),
      topics: env.PLENUM_KAFKA_TOPICS,
      pointsTopic: env.PLENUM_KAFKA_POINTS_TOPIC,
      deadLettersTopic: env.PLENUM_KAFKA_DEAD_LETTERS_TOPIC,
      partitions: env.PLENUM_KAFKA_PARTITIONS,
      replication: env.PLENUM_KAFKA_REPLICATION,
      retentionMs: env.PLENUM_KAFKA_RETENTION_HOURS * hourMs,
    }),
    influx: influxOf(env),
    postgres: Object.freeze({ url: env.PLENUM_POSTGRES_URL, poolSize: env.PLENUM_POSTGRES_POOL }),
  });
}

/** Undefined in a process that needs none; see `jointProblems`. */
function influxOf(env: DistributedEnv) {
  const { PLENUM_INFLUX_URL: url, PLENUM_INFLUX_TOKEN: token } = env;
  if (url === undefined || token === undefined) return undefined;
  return Object.freeze({
    url,
    token,
    org: env.PLENUM_INFLUX_ORG,
    bucket: env.PLENUM_INFLUX_BUCKET,
    gzip: env.PLENUM_INFLUX_GZIP,
  });
}

/** Undefined: not encrypted. */
function tlsOf(isOn: boolean, caFile: string | undefined) {
  return isOn ? Object.freeze({ caFile }) : undefined;
}

/** Undefined: no log-in; see `jointProblems`. */
function saslOf(env: DistributedEnv) {
  const mechanism = env.PLENUM_KAFKA_SASL_MECHANISM;
  const username = env.PLENUM_KAFKA_SASL_USERNAME;
  const password = env.PLENUM_KAFKA_SASL_PASSWORD;
  if (mechanism === undefined || username === undefined || password === undefined) return undefined;
  return Object.freeze({ mechanism, username, password });
}
