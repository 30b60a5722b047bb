import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openDataSource } from '../../src/adapters/records/postgres/data-source.js';
import { Database } from '../../src/adapters/records/postgres/database.js';
import { serverConnection } from '../../src/adapters/records/postgres/server-connection.js';
import { PostgresTestServer } from '../servers/postgres.js';

const opened: Database[] = [];

async function open(url: string, poolSize?: number): Promise<Database> {
  const database = new Database(await openDataSource(serverConnection({ url, ...(poolSize ? { poolSize } : {}) })));
  opened.push(database);
  return database;
}

async function closeAll(): Promise<void> {
  for (const database of opened.splice(0)) await database.close();
}

describe('the connection to a real PostgreSQL', () => {
  let server: PostgresTestServer;

  beforeAll(async () => {
    server = await PostgresTestServer.start();
  });
  afterEach(closeAll);
  afterAll(() => server.stop());

  it('comes back by itself after the server was killed, with nothing lost that was committed', async () => {
    const database = await open(server.url);
    await database.query('CREATE TABLE kept (number integer)');
    await database.query('INSERT INTO kept VALUES (1)');
    const interrupted = database.transaction(async (query) => {
      await query('INSERT INTO kept VALUES (2)');
      await server.pause('SIGKILL');
      await query('INSERT INTO kept VALUES (3)');
    });
    await expect(interrupted).rejects.toMatchObject({ code: 'unavailable', retriable: true });
    await expect(database.check()).rejects.toMatchObject({ code: 'unavailable', retriable: true });
    await server.resume();
    expect(await database.query('SELECT number FROM kept')).toEqual([{ number: 1 }]);
  });

  it('comes back after an orderly restart, also with idle connections in its pool', async () => {
    const database = await open(server.url, 4);
    await Promise.all(Array.from({ length: 4 }, () => database.check()));
    await server.pause();
    await server.resume();
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => database.check()));
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'unavailable', retriable: true });
    }
    await database.check();
  });

  it('opens no more connections than its pool may hold; further queries wait', async () => {
    const database = await open(server.url, 3);
    const working = Array.from({ length: 12 }, () =>
      database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid, pg_sleep(0.02)'),
    );
    const pids = new Set((await Promise.all(working)).map(([row]) => row?.pid));
    expect(pids.size).toBe(3);
  });

  it('says that the server is away when it is not there at the start', async () => {
    await server.pause();
    await expect(open(server.url)).rejects.toMatchObject({ code: 'unavailable', retriable: true });
    await server.resume();
  });
});

describe('TLS to a real PostgreSQL', () => {
  let server: PostgresTestServer;
  let otherAuthority: PostgresTestServer;

  beforeAll(async () => {
    server = await PostgresTestServer.start({ tls: true });
    otherAuthority = await PostgresTestServer.start({ tls: true });
  });
  afterEach(closeAll);
  afterAll(async () => {
    await server.stop();
    await otherAuthority.stop();
  });

  const isEncrypted = async (url: string) => {
    const database = await open(url);
    return database.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
  };
  const byAddress = () => server.url.replace('localhost', '127.0.0.1');

  it.each(['require', 'verify-ca', 'verify-full'])('encrypts with sslmode=%s and the right authority', async (mode) => {
    const url = `${server.url}?sslmode=${mode}&sslrootcert=${server.caFile}`;
    expect(await isEncrypted(url)).toEqual([{ ssl: true }]);
  });

  it('encrypts without checking the certificate with sslmode=require alone', async () => {
    expect(await isEncrypted(`${server.url}?sslmode=require`)).toEqual([{ ssl: true }]);
  });

  it.each([
    ['verify-full', 'an authority that is not the server’s', () => `sslrootcert=${otherAuthority.caFile}`],
    ['verify-ca', 'an authority that is not the server’s', () => `sslrootcert=${otherAuthority.caFile}`],
    ['verify-full', 'no authority but the public ones', () => ''],
  ])('refuses with sslmode=%s and %s', async (mode, _case, more) => {
    await expect(open(`${server.url}?sslmode=${mode}&${more()}`)).rejects.toThrow(/certificate/);
  });

  it('refuses another name than the certificate’s only with verify-full', async () => {
    const ca = `sslrootcert=${server.caFile}`;
    await expect(open(`${byAddress()}?sslmode=verify-full&${ca}`)).rejects.toThrow(/altname|127\.0\.0\.1/);
    expect(await isEncrypted(`${byAddress()}?sslmode=verify-ca&${ca}`)).toEqual([{ ssl: true }]);
  });

  it('is refused by the server without TLS', async () => {
    await expect(open(server.url)).rejects.toThrow(/no encryption/);
  });
});

describe('a wrong address of PostgreSQL', () => {
  const refused = (url: string) => expect(() => serverConnection({ url }));

  it('is refused with what to do about it', () => {
    const invalid = (message: RegExp) =>
      expect.objectContaining({ code: 'invalid_configuration', message: expect.stringMatching(message) });
    refused('db.example').toThrow(invalid(/postgres:/));
    refused('postgres://db/plenum?sslmode=prefer').toThrow(invalid(/verify-full/));
    refused('postgres://db/plenum?sslrootcert=/nowhere').toThrow(invalid(/sslmode/));
    refused('postgres://db/plenum?sslmode=verify-full&sslrootcert=/nowhere').toThrow(invalid(/\/nowhere/));
  });
});
