import { afterAll, beforeAll } from '@jest/globals';
import { onDatabase, openOnServer } from '../records/databases.js';
import { describeRecordsContracts } from '../records/records-contracts.js';
import { PostgresTestServer } from '../servers/postgres.js';

let server: PostgresTestServer;

beforeAll(async () => {
  server = await PostgresTestServer.start();
});
afterAll(() => server.stop());

onDatabase('a PostgreSQL server', () => openOnServer(server.url), describeRecordsContracts);
