import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { patienceMs, runPlenum } from '../e2e/plenum-process.js';
import { influxQlAt } from '../scenarios/panel-run.js';
import { InfluxTestServer } from '../servers/influx.js';
import { PostgresTestServer } from '../servers/postgres.js';
import { GrafanaRights, type GrafanaServers } from './grafana-rights.js';

let servers: GrafanaServers;
let grafana: GrafanaRights;

beforeAll(async () => {
  const [influx, postgres] = await Promise.all([InfluxTestServer.start(), PostgresTestServer.start()]);
  servers = { influx, postgres };
  grafana = new GrafanaRights(servers);
  expect(await grafana.grant()).toMatchObject({ code: 0 });
  await influx.write('plenum', `dc.rack.power,asset=rack-1 value=1 ${Date.now()}`);
}, patienceMs);
afterAll(() => Promise.all([servers.influx.stop(), servers.postgres.stop()]));

/** The rows of a statement; rejects with what PostgreSQL says. */
async function sqlAs<Row extends object>(url: string, sql: string): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const influxQl = (statement: string, { db = 'plenum', rights = grafana } = {}) =>
  influxQlAt(servers.influx.url, { db, headers: rights.influxHeaders })(statement);

describe('Grafana in PostgreSQL', () => {
  it('reads alerts and incidents, and may do nothing else with any table', async () => {
    expect(await sqlAs(grafana.postgresUrl, 'SELECT * FROM alerts')).toEqual([]);
    expect(await sqlAs(grafana.postgresUrl, 'SELECT * FROM incidents')).toEqual([]);
    const rights = await sqlAs<{ table: string; right: string }>(
      servers.postgres.url,
      `SELECT relname AS table, "right" FROM pg_class,
              unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS "right"
       WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND has_table_privilege('plenum_grafana', oid, "right")`,
    );
    expect([...rights].sort((a, b) => (a.table < b.table ? -1 : 1))).toEqual([
      { table: 'alerts', right: 'SELECT' },
      { table: 'incidents', right: 'SELECT' },
    ]);
  });

  it.each([
    'SELECT * FROM api_keys',
    `UPDATE alerts SET severity = 'info'`,
    'DELETE FROM alerts',
    'CREATE TABLE mine (number integer)',
    'CREATE ROLE another',
  ])('is refused %s', async (statement) => {
    await expect(sqlAs(grafana.postgresUrl, statement)).rejects.toThrow(/permission denied/);
  });
});

describe('Grafana in InfluxDB', () => {
  it('reads the buckets of telemetry and sees no other', async () => {
    expect(await influxQl('SELECT "value" FROM "dc.rack.power"')).toHaveLength(1);
    const [databases] = await influxQl('SHOW DATABASES');
    expect(databases?.values.flat()).toEqual(['plenum', 'plenum_1h', 'plenum_1m']);
    await expect(influxQl('SELECT * FROM "dc.rack.power"', { db: 'setup' })).rejects.toThrow(/database not found/);
  });

  it('can neither write nor delete, whatever route it takes', async () => {
    const { url } = servers.influx;
    const body = `dc.rack.power,asset=rack-1 value=2`;
    const answers = ['/write?db=plenum', '/api/v2/write?org=plenum&bucket=plenum', '/api/v2/authorizations'].map(
      async (path) => (await fetch(`${url}${path}`, { method: 'POST', headers: grafana.influxHeaders, body })).status,
    );
    expect(await Promise.all(answers)).toEqual([403, 401, 401]);
    await expect(influxQl('DROP MEASUREMENT "dc.rack.power"')).rejects.toThrow(/insufficient permissions/);
    expect(await influxQl('SELECT "value" FROM "dc.rack.power"')).toMatchObject([{ values: [[expect.anything(), 1]] }]);
  });
});

describe('plenum grafana-access', () => {
  it('may be repeated, and then leaves everything as it is', async () => {
    const before = await servers.influx.usersOfOldClients();
    const { code, stdout, stderr } = await grafana.grant();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      user: 'plenum_grafana',
      tables: ['alerts', 'incidents'],
      buckets: ['plenum', 'plenum_1m', 'plenum_1h'],
    });
    expect(await servers.influx.usersOfOldClients()).toEqual(before);
    expect(await influxQl('SELECT "value" FROM "dc.rack.power"')).toHaveLength(1);
    expect(await sqlAs(grafana.postgresUrl, 'SELECT * FROM alerts')).toEqual([]);
  });

  it('takes back what somebody granted Grafana on top', async () => {
    await sqlAs(
      servers.postgres.url,
      'GRANT SELECT ON api_keys TO plenum_grafana; GRANT DELETE ON alerts TO plenum_grafana',
    );
    await grafana.grant();
    await expect(sqlAs(grafana.postgresUrl, 'SELECT * FROM api_keys')).rejects.toThrow(/permission denied/);
    await expect(sqlAs(grafana.postgresUrl, 'DELETE FROM alerts')).rejects.toThrow(/permission denied/);
  });

  it('has new passwords take the place of the old ones', async () => {
    const changed = new GrafanaRights(servers, { postgres: 'new-in-postgresql', influx: 'new-in-influxdb' });
    await changed.grant();
    expect(await sqlAs(changed.postgresUrl, 'SELECT * FROM alerts')).toEqual([]);
    expect(await influxQl('SELECT "value" FROM "dc.rack.power"', { rights: changed })).toHaveLength(1);
    await expect(sqlAs(grafana.postgresUrl, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    await expect(influxQl('SHOW DATABASES')).rejects.toThrow(/401/);
    await grafana.grant();
  });

  it('gives access to the buckets of another name, when Plenum moves to them', async () => {
    const { code } = await grafana.grant({ PLENUM_INFLUX_BUCKET: 'moved' });
    expect(code).toBe(0);
    const [databases] = await influxQl('SHOW DATABASES');
    expect(databases?.values.flat()).toEqual(['moved', 'moved_1h', 'moved_1m']);
    await grafana.grant();
  });

  it('leaves a role alone that somebody else made', async () => {
    await sqlAs(servers.postgres.url, `CREATE ROLE taken LOGIN PASSWORD 'of-somebody'`);
    const { code, stderr } = await grafana.grant({ PLENUM_GRAFANA_USER: 'taken' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^plenum: PostgreSQL has a role taken that Plenum did not make.*PLENUM_GRAFANA_USER.*\n$/);
    const url = new URL(servers.postgres.url);
    [url.username, url.password] = ['taken', 'of-somebody'];
    expect(await sqlAs(url.toString(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('leaves a user of InfluxDB alone that somebody else made', async () => {
    const password = 'of-somebody';
    await servers.influx.userOfOldClients('known_to_influx', password);
    const { code, stderr } = await grafana.grant({ PLENUM_GRAFANA_USER: 'known_to_influx' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^plenum: InfluxDB has a user known_to_influx that Plenum did not make/);
    const authorization = `Basic ${Buffer.from(`known_to_influx:${password}`).toString('base64')}`;
    const ask = influxQlAt(servers.influx.url, { db: 'setup', headers: { authorization } });
    expect(await ask('SHOW DATABASES')).toHaveLength(1);
  });

  it('says what is missing when its user may not make roles', async () => {
    await sqlAs(servers.postgres.url, `CREATE ROLE small LOGIN PASSWORD 'of-small'`);
    await sqlAs(servers.postgres.url, 'CREATE DATABASE small OWNER small');
    const url = new URL(servers.postgres.url);
    [url.username, url.password] = ['small', 'of-small'];
    url.pathname = '/small';
    const { code, stderr } = await grafana.grant({
      PLENUM_POSTGRES_URL: url.toString(),
      PLENUM_GRAFANA_USER: 'of_small',
    });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/CREATEROLE/) as unknown });
    expect(stderr).not.toContain('of-small');
  });

  it('says so when its token of InfluxDB may not make users', async () => {
    const { code, stderr } = await grafana.grant({ PLENUM_INFLUX_TOKEN: await servers.influx.limitedToken() });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        /^plenum: InfluxDB at .* refuses the token .*authorizations is unauthorized\n$/,
      ) as unknown,
    });
  });

  it('says which passwords it needs', async () => {
    const none = { PLENUM_GRAFANA_POSTGRES_PASSWORD: '', PLENUM_GRAFANA_INFLUX_PASSWORD: '' };
    const { code, stderr } = await grafana.grant(none);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/PLENUM_GRAFANA_POSTGRES_PASSWORD, PLENUM_GRAFANA_INFLUX_PASSWORD/) as unknown,
    });
  });

  it('says that an API key is enough in embedded mode', async () => {
    const { code, stderr } = await runPlenum(['grafana-access'], { PLENUM_MODE: 'embedded' });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/plenum keys create/) as unknown });
  });
});
