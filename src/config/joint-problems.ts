import { partsOf } from './env-fields.js';

type Env = Readonly<Record<string, string | undefined>>;

/** What is wrong with variables taken together; each alone is judged by the schema. Names lead, as in the schema's messages. */
export function jointProblems(env: Env): readonly string[] {
  const mode = env['PLENUM_MODE'];
  return [
    ...(mode === 'distributed' ? [...influxProblems(env), ...grafanaProblems(env)] : []),
    ...(mode === 'distributed' || mode === 'edge' ? [...saslProblems(env), ...tlsProblems(env)] : []),
  ];
}

function influxProblems(env: Env): readonly string[] {
  const roles = env['PLENUM_ROLES'];
  const isIngestOnly = roles !== undefined && partsOf(roles).every((role) => role === 'ingest');
  if (isIngestOnly) return [];
  return ['PLENUM_INFLUX_URL', 'PLENUM_INFLUX_TOKEN']
    .filter((name) => env[name] === undefined)
    .map((name) => `${name}: required by every role but ingest`);
}

function grafanaProblems(env: Env): readonly string[] {
  return incomplete(env, 'PLENUM_GRAFANA_*', ['PLENUM_GRAFANA_POSTGRES_PASSWORD', 'PLENUM_GRAFANA_INFLUX_PASSWORD']);
}

function saslProblems(env: Env): readonly string[] {
  return incomplete(env, 'PLENUM_KAFKA_SASL_*', [
    'PLENUM_KAFKA_SASL_MECHANISM',
    'PLENUM_KAFKA_SASL_USERNAME',
    'PLENUM_KAFKA_SASL_PASSWORD',
  ]);
}

/** Of variables that make sense together only, those that are missing beside others. */
function incomplete(env: Env, all: string, names: readonly string[]): readonly string[] {
  const missing = names.filter((name) => env[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return [];
  return missing.map((name) => `${name}: required where the others of ${all} are set`);
}

function tlsProblems(env: Env): readonly string[] {
  const hasNoEffect = env['PLENUM_KAFKA_TLS_CA'] !== undefined && env['PLENUM_KAFKA_TLS'] !== 'on';
  return hasNoEffect ? ['PLENUM_KAFKA_TLS_CA: has no effect without PLENUM_KAFKA_TLS=on'] : [];
}
