import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, sendJson } from '../e2e/api-call.js';
import { patienceMs, startService, type RunningService } from '../e2e/plenum-process.js';
import { dashboardsOf } from './dashboard-files.js';
import { faultyAsset, faultyDayEnv, makeFaultyDay } from './faulty-day.js';
import { keepRows, type PanelRows } from './panel-list.js';
import { type AskInfluxQl, influxQlAt, PanelRun } from './panel-run.js';

/**
 * Grafana's part is played by `PanelRun`: it fills variables, time range and interval, and posts each panel's query as
 * the data source does. The service, its stores, the twin's day and the alert are real.
 */
describe('Grafana beside embedded Plenum, after a simulated day with a failed fan', () => {
  let service: RunningService;
  let ask: AskInfluxQl;
  let run: PanelRun;
  const found: PanelRows[] = [];

  beforeAll(async () => {
    service = await startService({ ...faultyDayEnv });
    ask = influxQlAt(service.url, { db: 'plenum' });
    const noSql = () => Promise.reject(new Error('there is no PostgreSQL in embedded mode'));
    run = new PanelRun({ influxQl: ask, sql: noSql }, await makeFaultyDay(service, ask));
  }, 2 * patienceMs);
  afterAll(async () => {
    keepRows('embedded', found);
    await service.stop();
  });

  it.each(dashboardsOf('embedded').map((board) => [board.title, board] as const))(
    '%s: every query has plausible rows',
    async (_title, board) => {
      const choices = await run.choose(board);
      expect(board.queries.length).toBeGreaterThan(3);
      for (const query of board.queries) found.push({ query, rows: await run.rowsOf(query, choices) });
    },
    patienceMs,
  );

  it('the alert of the failed fan stands in the table, with its place and what it is about', async () => {
    const [table] = await ask(`SELECT * FROM "plenum_alerts" WHERE "asset" = '${faultyAsset}'`);
    const column = (name: string) => table?.values.map((row) => row[table.columns.indexOf(name)]);
    expect(column('room')).toEqual(expect.arrayContaining(['hall-1']));
    expect(column('kind')).toEqual(expect.arrayContaining(['crah']));
    expect(column('summary')).toEqual(expect.arrayContaining([expect.stringMatching(/./)]));
  });

  it('the day is whole: two-minute means of the site from its beginning to its end', async () => {
    const [series] = await ask(
      run.inRange('SELECT mean("value") FROM "dc.site.pue" WHERE $timeFilter GROUP BY time($__interval) fill(none)'),
    );
    expect(series?.values.length).toBeGreaterThan(700);
  });

  it('a key of a viewer may read, nobody without one from elsewhere', async () => {
    const created = await sendJson(new URL('/api/v1/keys', service.url), 'POST', { name: 'grafana', role: 'viewer' });
    const { secret } = created.json as { secret: string };
    const elsewhere = { 'x-forwarded-for': '192.0.2.7' };
    const url = new URL('/query?q=SHOW+DATABASES', service.url);
    expect((await call(url, { headers: elsewhere })).status).toBe(401);
    const basic = `Basic ${Buffer.from(`grafana:${secret}`).toString('base64')}`;
    expect((await call(url, { headers: { ...elsewhere, authorization: basic } })).json).toEqual({
      results: [{ statement_id: 0, series: [{ name: 'databases', columns: ['name'], values: [['plenum']] }] }],
    });
  });
});
