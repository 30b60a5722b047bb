import { inspectBackEnds } from '../../app/inspect-back-ends.js';
import type { DistributedConfig } from '../../config/distributed-config.js';
import type { EdgeConfig } from '../../config/edge-config.js';
import { messageOf } from '../../domain/errors.js';
import { fail, type Finding, ok, warn } from './finding.js';

/** Clocks further apart than this make alerts and points look early or late. */
const clockToleranceMs = 2_000;

type Inspection = ReturnType<typeof inspectBackEnds>;
type PostgresState = Found<Inspection['postgres']>;
type Found<Part extends (() => Promise<unknown>) | undefined> = Awaited<ReturnType<NonNullable<Part>>>;

/** Whether PostgreSQL, Kafka and InfluxDB can be used as they are configured. An edge runs without them for a while. */
export async function checkBackEnds(config: DistributedConfig | EdgeConfig): Promise<readonly Finding[]> {
  const { postgres, kafka, influx } = inspectBackEnds(config);
  const findings = await Promise.all([
    checked('postgresql', 'PLENUM_POSTGRES_URL', postgres, (state) => [
      config.mode === 'edge' ? judgeCentralRecords(state) : judgePostgres(state),
      judgeClocks(state, Date.now()),
    ]),
    checked('kafka', 'PLENUM_KAFKA_BROKERS', kafka, (state) => [judgeKafka(state, config.kafka)]),
    ...(influx ? [checked('influxdb', 'PLENUM_INFLUX_*', influx, (state) => [judgeInflux(state)])] : []),
  ]);
  return config.mode === 'edge' ? findings.flat().map(notFatal) : findings.flat();
}

function notFatal(finding: Finding): Finding {
  return finding.status === 'fail' ? { ...finding, status: 'warn' } : finding;
}

async function checked<State>(
  check: string,
  variables: string,
  inspect: () => Promise<State>,
  judge: (state: State) => readonly Finding[],
): Promise<readonly Finding[]> {
  try {
    return judge(await inspect());
  } catch (error) {
    return [fail(check, messageOf(error), `start it, or correct ${variables}`)];
  }
}

/** What there is to say of a PostgreSQL that answers a process of the center, which makes and upgrades the tables. */
export function judgePostgres({ mayCreateTables, schema, ...state }: PostgresState): Finding {
  const found = describe(state);
  if (schema.unknown.length > 0) {
    return fail('postgresql', `${found} of a newer Plenum`, 'start that release or a later one');
  }
  return mayCreateTables ? ok('postgresql', found) : fail('postgresql', found, 'let its user create tables');
}

/** What there is to say of it to an edge, which leaves the tables to the center. */
export function judgeCentralRecords({ schema, ...state }: PostgresState): Finding {
  const found = describe(state);
  if (schema.missing.length === 0) return ok('postgresql', found);
  return warn(
    'postgresql',
    state.isUsed ? `${found} of an older Plenum` : found,
    'start this release or a later one at the center first; alerts wait here until then',
  );
}

function describe({ version, isUsed }: Pick<PostgresState, 'version' | 'isUsed'>): string {
  return `PostgreSQL ${version}, ${isUsed ? 'with records' : 'without records yet'}`;
}

/** Whether this machine's clock goes with PostgreSQL's. */
export function judgeClocks(state: Pick<PostgresState, 'nowMs'>, nowMs: number): Finding {
  const apartMs = Math.abs(nowMs - state.nowMs);
  const clocks = `this clock and PostgreSQL's are ${(apartMs / 1_000).toFixed(1)} s apart`;
  return apartMs <= clockToleranceMs ? ok('clocks', clocks) : warn('clocks', clocks, 'keep both right with NTP');
}

/** What there is to say of a Kafka that answers. */
export function judgeKafka(
  { brokers, topics }: Found<Inspection['kafka']>,
  { replication, pointsTopic }: Pick<EdgeConfig['kafka'], 'replication' | 'pointsTopic'>,
): Finding {
  const found = `${brokers} ${brokers === 1 ? 'broker' : 'brokers'}, topic ${pointsTopic} ${topics.includes(pointsTopic) ? 'is there' : 'is made at the first start'}`;
  if (brokers >= replication) return ok('kafka', found);
  return warn(
    'kafka',
    `${found}, ${replication} copies are wanted`,
    'add brokers, or set PLENUM_KAFKA_REPLICATION to what there is',
  );
}

/** What there is to say of an InfluxDB that answers and takes the token. */
export function judgeInflux({ version, isUsed, maySecure }: Found<Inspection['influx']>): Finding {
  const found = `InfluxDB ${version}, ${isUsed ? 'with telemetry' : 'without telemetry yet'}`;
  if (!/^v?2\./.test(version)) return fail('influxdb', found, 'Plenum needs InfluxDB 2');
  if (maySecure) return ok('influxdb', found);
  return warn(
    'influxdb',
    `${found}, its token may not do backups: each restart of it repeats all that Kafka holds`,
    "set PLENUM_INFLUX_TOKEN to an operator's",
  );
}
