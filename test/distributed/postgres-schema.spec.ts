import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openServer, openServerAsFound, singleConnection } from '../../src/adapters/records/postgres/open-server.js';
import { inspectPostgres } from '../../src/adapters/records/postgres/inspect-server.js';
import type { Database } from '../../src/adapters/records/postgres/database.js';
import { RecordingLog } from '../alerting/stand-ins.js';
import { PostgresTestServer } from '../servers/postgres.js';

/** Real: the PostgreSQL server. */
describe('a guest of the central records', () => {
  const opened: Database[] = [];
  let server: PostgresTestServer;
  let bystander: DataSource;

  const kept = async (opening: Promise<Database>): Promise<Database> => {
    const database = await opening;
    opened.push(database);
    return database;
  };
  const asOwner = () => kept(openServer({ url: server.url }, new RecordingLog()));
  const asGuest = () => kept(openServerAsFound({ url: server.url }, new RecordingLog()));
  const applied = (database: Database) => database.query<{ name: string }>('SELECT name FROM schema_migrations');

  beforeAll(async () => {
    server = await PostgresTestServer.start();
    bystander = await singleConnection({ url: server.url }).initialize();
  });
  beforeEach(async () => {
    await bystander.query('DROP SCHEMA public CASCADE');
    await bystander.query('CREATE SCHEMA public');
  });
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });
  afterAll(async () => {
    await bystander.destroy();
    await server.stop();
  });

  it('makes no tables where no owner has been, and says who has to be first', async () => {
    await expect(asGuest()).rejects.toMatchObject({
      code: 'incompatible_data',
      retriable: false,
      message: expect.stringMatching(/older than this Plenum needs .*Start this release or a later one there first/),
    });
    expect(await bystander.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
  });

  it('is refused by a schema that lacks a migration it needs, and leaves that to the owner', async () => {
    const owner = await asOwner();
    const whole = await applied(owner);
    await owner.query('DROP TABLE notice_deliveries');
    await owner.query(`DELETE FROM schema_migrations WHERE name LIKE 'NoticeDeliveries%'`);
    await expect(asGuest()).rejects.toMatchObject({
      code: 'incompatible_data',
      message: expect.stringContaining('NoticeDeliveries1765200000000 is missing'),
    });
    expect(await applied(owner)).toHaveLength(whole.length - 1);
  });

  it('works with a schema that a newer owner has added to, which an older owner refuses', async () => {
    const owner = await asOwner();
    await owner.query(`INSERT INTO schema_migrations (timestamp, name) VALUES (9, 'AddHolograms9')`);
    expect(await (await asGuest()).query('SELECT id FROM alerts')).toEqual([]);
    await expect(asOwner()).rejects.toMatchObject({ code: 'incompatible_data' });
  });

  it('can be told beforehand whether the schema will do, by an inspection that changes nothing', async () => {
    const schema = async () => (await inspectPostgres({ url: server.url })).schema;
    expect((await schema()).missing).toContain('NoticeDeliveries1765200000000');
    expect((await inspectPostgres({ url: server.url })).isUsed).toBe(false);
    const owner = await asOwner();
    expect(await schema()).toEqual({ missing: [], unknown: [] });
    await owner.query(`INSERT INTO schema_migrations (timestamp, name) VALUES (9, 'AddHolograms9')`);
    expect(await schema()).toEqual({ missing: [], unknown: ['AddHolograms9'] });
  });
});
