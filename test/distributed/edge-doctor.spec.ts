import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openServer } from '../../src/adapters/records/postgres/open-server.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { patienceMs, runPlenum } from '../e2e/plenum-process.js';
import { KafkaCluster } from '../servers/kafka.js';
import { PostgresTestServer } from '../servers/postgres.js';

interface Finding {
  readonly check: string;
  readonly status: string;
  readonly found: string;
}

/** Real: the command, as built, and the center's Kafka and PostgreSQL. */
describe('plenum doctor at an edge', () => {
  let kafka: KafkaCluster;
  let postgres: PostgresTestServer;
  let folder: string;

  beforeAll(async () => {
    [kafka, postgres] = await Promise.all([KafkaCluster.start(), PostgresTestServer.start()]);
    folder = await mkdtemp(join(tmpdir(), 'plenum-edge-doctor-'));
  }, patienceMs);
  afterAll(async () => {
    await Promise.all([kafka.stop(), postgres.stop(), rm(folder, { recursive: true, force: true })]);
  });

  const examine = async (env: Record<string, string> = {}) => {
    const { code, stdout } = await runPlenum(['doctor', '--json'], {
      PLENUM_MODE: 'edge',
      PLENUM_DATA_DIR: join(folder, 'data'),
      PLENUM_HTTP_PORT: '0',
      PLENUM_KAFKA_BROKERS: kafka.addresses.join(','),
      PLENUM_KAFKA_REPLICATION: '1',
      PLENUM_POSTGRES_URL: postgres.url,
      ...env,
    });
    const findings = JSON.parse(stdout) as readonly Finding[];
    return { code, statusOf: Object.fromEntries(findings.map(({ check, status }) => [check, status])), findings };
  };

  it('says that alerts wait while the center has never been started', async () => {
    const { code, findings } = await examine();
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'postgresql',
        status: 'warn',
        found: expect.stringContaining('without records yet') as unknown,
        advice: expect.stringContaining('alerts wait here') as unknown,
      }),
    );
    expect(code).toBe(0);
  });

  it('looks at its own disk and at what it needs of the center, which InfluxDB is no part of', async () => {
    // As a process of the center does at its start.
    await (await openServer({ url: postgres.url }, new RecordingLog())).close();
    const { code, statusOf, findings } = await examine();
    expect(statusOf).toMatchObject({ 'data folder': 'ok', postgresql: 'ok', clocks: 'ok', kafka: 'ok', port: 'ok' });
    expect(findings.map(({ check }) => check)).not.toContain('influxdb');
    expect(findings).toContainEqual({ check: 'configuration', status: 'ok', found: 'mode edge' });
    expect(code).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it('finds an edge fit to start whose center is out of reach, and says so', async () => {
    await Promise.all([kafka.brokers[0]!.kill(), postgres.pause()]);
    const { code, statusOf } = await examine();
    expect(statusOf).toMatchObject({ 'data folder': 'ok', postgresql: 'warn', kafka: 'warn', port: 'ok' });
    expect(code).toBe(0);
  });

  it('finds an edge unfit that cannot use its disk', async () => {
    const { code, statusOf } = await examine({ PLENUM_DATA_DIR: '/dev/null/data' });
    expect(statusOf).toMatchObject({ 'data folder': 'fail' });
    expect(code).toBe(2);
  });
});
