import { centralConfigOf } from './central-config.js';
import { commonConfigOf } from './common-config.js';
import type { DistributedEnv } from './distributed-env.js';
import type { ProcessRole } from './process-roles.js';

export type DistributedConfig = ReturnType<typeof distributedConfigOf>;

export function distributedConfigOf(env: DistributedEnv) {
  const roles: ReadonlySet<ProcessRole> = new Set(env.PLENUM_ROLES);
  const { kafka, postgres } = centralConfigOf(env);
  return Object.freeze({
    mode: env.PLENUM_MODE,
    ...commonConfigOf(env),
    roles,
    kafka: Object.freeze({
      ...kafka,
      topics: env.PLENUM_KAFKA_TOPICS,
      deadLettersTopic: env.PLENUM_KAFKA_DEAD_LETTERS_TOPIC,
      forecastsTopic: env.PLENUM_KAFKA_FORECASTS_TOPIC,
    }),
    influx: influxOf(env),
    postgres,
    grafana: grafanaOf(env),
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

/** Undefined: Grafana is given nothing; see `jointProblems`. */
function grafanaOf(env: DistributedEnv) {
  const { PLENUM_GRAFANA_POSTGRES_PASSWORD: postgres, PLENUM_GRAFANA_INFLUX_PASSWORD: influx } = env;
  if (postgres === undefined || influx === undefined) return undefined;
  return Object.freeze({ user: env.PLENUM_GRAFANA_USER, postgresPassword: postgres, influxPassword: influx });
}
