import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { eventually, patienceMs, type RunningService, startService } from '../e2e/plenum-process.js';
import { dashboardsOf } from '../scenarios/dashboard-files.js';
import { faultyAsset, faultyDayEnv, makeFaultyDay } from '../scenarios/faulty-day.js';
import { keepRows, type PanelRows } from '../scenarios/panel-list.js';
import { type AskInfluxQl, influxQlAt, PanelRun } from '../scenarios/panel-run.js';
import { GrafanaRights } from './grafana-rights.js';
import { BackEndServers } from './plenum-roles.js';

/**
 * Grafana's part is played by `PanelRun`, which asks InfluxDB and PostgreSQL themselves, with Grafana's rights. The servers are real; one process
 * has all roles, and the day goes from its twin through Kafka to the store, the scores and the alerts.
 */
describe('Grafana beside distributed Plenum, after a simulated day with a failed fan', () => {
  let servers: BackEndServers;
  let service: RunningService;
  let records: Client;
  let ask: AskInfluxQl;
  let run: PanelRun;
  const found: PanelRows[] = [];

  beforeAll(async () => {
    servers = await BackEndServers.start();
    service = await startService({ ...servers.env, ...faultyDayEnv, PLENUM_ROLES: 'ingest,store,score,api' });
    const rights = new GrafanaRights(servers);
    expect(await rights.grant()).toMatchObject({ code: 0 });
    records = new Client(rights.postgresUrl);
    await records.connect();
    ask = influxQlAt(servers.influx.url, { db: 'plenum', headers: rights.influxHeaders });
    run = new PanelRun({ influxQl: ask, sql: (q) => sqlOf(records, q) }, await makeFaultyDay(service, ask));
  }, 4 * patienceMs);
  afterAll(async () => {
    keepRows('distributed', found);
    await records.end();
    await service.stop();
    await servers.stop();
  }, patienceMs);

  it.each(dashboardsOf('distributed').map((board) => [board.title, board] as const))(
    '%s: every query has plausible rows',
    async (_title, board) => {
      const choices = await run.choose(board);
      expect(board.queries.length).toBeGreaterThan(3);
      for (const query of board.queries) found.push({ query, rows: await run.rowsOf(query, choices) });
    },
    patienceMs,
  );

  it('the alert of the failed fan stands in the table', async () => {
    const [table] = await sqlOf(records, `SELECT metric, summary FROM alerts WHERE asset_id = '${faultyAsset}'`);
    expect(table?.values).toContainEqual([expect.stringMatching(/^dc\.crah\./), expect.stringMatching(/./)]);
  });

  it('the day is whole: two-minute means of the site from its beginning to its end', async () => {
    const [series] = await ask(
      run.inRange('SELECT mean("value") FROM "dc.site.pue" WHERE $timeFilter GROUP BY time($__interval) fill(none)'),
    );
    expect(series?.values.length).toBeGreaterThan(700);
  });

  it('variables list the same places and devices as the API does', async () => {
    const { items } = (await service.get('/api/v1/assets?kind=crah&limit=1000')) as {
      items: readonly { id: string }[];
    };
    expect(items.length).toBeGreaterThan(3);
    const listed = await eventually(
      () => ask(`SHOW TAG VALUES FROM "plenum_assets" WITH KEY = "asset" WHERE "kind" = 'crah'`),
      ([list]) => list?.values.length === items.length,
    );
    expect(listed[0]?.values.map((row) => row.at(-1))).toEqual(items.map(({ id }) => id).sort());
  });
});

/** A statement's rows as Grafana's PostgreSQL data source would have them. */
async function sqlOf(client: Client, sql: string) {
  const { fields, rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
  return [{ columns: fields.map(({ name }) => name), values: rows }];
}
