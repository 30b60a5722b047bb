import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../src/adapters/records/postgres/database.js';
import { openServer, singleConnection } from '../../src/adapters/records/postgres/open-server.js';
import { RecordingLog } from '../alerting/stand-ins.js';
import { call } from '../e2e/api-call.js';
import { eventually, patienceMs, type RunningService, startService } from '../e2e/plenum-process.js';
import { PostgresTestServer } from '../servers/postgres.js';

/** Real: the edge as built, and PostgreSQL. There is no Kafka, which these do not need. */
describe('an edge whose center is upgraded first', () => {
  let postgres: PostgresTestServer;
  let edge: RunningService;
  let center: Database | undefined;

  const startEdge = (leftBy?: RunningService) =>
    startService(
      { PLENUM_MODE: 'edge', PLENUM_KAFKA_BROKERS: '127.0.0.1:9', PLENUM_POSTGRES_URL: postgres.url },
      leftBy,
    );

  beforeAll(async () => {
    postgres = await PostgresTestServer.start();
    edge = await startEdge();
  }, patienceMs);
  afterAll(async () => {
    await center?.close();
    await edge.stop();
    await postgres.stop();
  }, patienceMs);

  it(
    'leaves records alone that no process of the center has made yet, and counts that they do not fit',
    async () => {
      await eventually(
        async () => (await call(new URL('/metrics', edge.url))).text,
        (text) => text.includes('component_errors_total{component="forward-records",code="incompatible_data"}'),
      );
      const server = await singleConnection({ url: postgres.url }).initialize();
      expect(await server.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
      await server.destroy();
    },
    patienceMs,
  );

  it(
    'reports to records that a newer center has added to',
    async () => {
      center = await openServer({ url: postgres.url }, new RecordingLog());
      await center.query(`INSERT INTO schema_migrations (timestamp, name) VALUES (9, 'AddHolograms9')`);
      const body = `chassis,host=cool-rack inlet_celsius=22 ${Date.now()}\n`;
      const answer = await call(new URL('/api/v2/write?precision=ms', edge.url), { method: 'POST', body });
      expect(answer.status).toBe(204);
      // A start tries at once; the running one would in half a minute.
      await edge.kill();
      edge = await startEdge(edge);
      const devices = await eventually(
        () => center!.query<{ id: string }>('SELECT asset_id AS id FROM discovered_devices'),
        ({ length }) => length > 0,
        patienceMs,
      );
      expect(devices).toEqual([{ id: 'cool-rack' }]);
    },
    patienceMs,
  );
});
