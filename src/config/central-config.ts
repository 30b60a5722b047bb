import type { CentralEnv } from './central-env.js';

const hourMs = 3_600_000;

/** How the servers that processes share are reached. */
export function centralConfigOf(env: CentralEnv) {
  return {
    kafka: {
      brokers: env.PLENUM_KAFKA_BROKERS,
      clientId: env.PLENUM_KAFKA_CLIENT_ID,
      tls: tlsOf(env.PLENUM_KAFKA_TLS, env.PLENUM_KAFKA_TLS_CA),
      sasl: saslOf(env),
      pointsTopic: env.PLENUM_KAFKA_POINTS_TOPIC,
      partitions: env.PLENUM_KAFKA_PARTITIONS,
      replication: env.PLENUM_KAFKA_REPLICATION,
      retentionMs: env.PLENUM_KAFKA_RETENTION_HOURS * hourMs,
    },
    postgres: Object.freeze({ url: env.PLENUM_POSTGRES_URL, poolSize: env.PLENUM_POSTGRES_POOL }),
  };
}

/** Undefined: not encrypted. */
function tlsOf(isOn: boolean, caFile: string | undefined) {
  return isOn ? Object.freeze({ caFile }) : undefined;
}

/** Undefined: no log-in; see `jointProblems`. */
function saslOf(env: CentralEnv) {
  const mechanism = env.PLENUM_KAFKA_SASL_MECHANISM;
  const username = env.PLENUM_KAFKA_SASL_USERNAME;
  const password = env.PLENUM_KAFKA_SASL_PASSWORD;
  if (mechanism === undefined || username === undefined || password === undefined) return undefined;
  return Object.freeze({ mechanism, username, password });
}
