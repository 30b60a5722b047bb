import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { metricDefinition } from '../../src/domain/telemetry/metric-catalogue.js';
import { call, sendJson } from '../e2e/api-call.js';
import { patienceMs, startService, type RunningService } from '../e2e/plenum-process.js';
import { type Choices, type DashboardFile, dashboardsOf, filled, type PanelQuery } from './dashboard-files.js';

/**
 * Grafana's part is played by this file: it fills variables, time range and interval, and posts each panel's query as
 * the data source does. The service, its stores, the twin's day and the alert are real.
 */
const dayMs = 86_400_000;
const interval = '2m';
const faulty = 'hall-1-crah-1';

interface Series {
  readonly name?: string;
  readonly tags?: Record<string, string>;
  readonly columns: readonly string[];
  readonly values: readonly (readonly unknown[])[];
}

interface Result {
  readonly error?: string;
  readonly series?: readonly Series[];
}

describe('Grafana beside embedded Plenum, after a simulated day with a failed fan', () => {
  let service: RunningService;
  let toMs: number;
  const report: string[] = [];

  beforeAll(async () => {
    service = await startService({
      PLENUM_TWIN: 'on',
      PLENUM_TWIN_BACKFILL_HOURS: '24',
      PLENUM_TWIN_STEP_SECONDS: '10',
      PLENUM_HOST_SOURCE: 'on',
      PLENUM_HOST_INTERVAL_SECONDS: '1',
      PLENUM_HOST_NAME: 'this-machine',
    });
    await until('the day is made', async () => (await twin()).backfill.done);
    await sendJson(new URL('/api/v1/twin/faults', service.url), 'POST', { kind: 'crah-fan-failure', asset: faulty });
    await sendJson(new URL('/api/v1/twin/clock', service.url), 'PUT', { speed: 30 });
    await until('the fan has an alert', async () => {
      const { items } = (await service.get(`/api/v1/alerts?asset=${faulty}`)) as { items: readonly unknown[] };
      return items.length > 0;
    });
    await sendJson(new URL('/api/v1/twin/clock', service.url), 'PUT', { speed: 1 });
    await until('something was refused, more than once', async () => {
      await call(new URL('/api/v2/write', service.url), { method: 'POST', body: 'no line protocol' });
      await call(new URL('/query?q=SHOW', service.url));
      const counts = ['errors', 'dropped'].map((what) => values(`SELECT count("value") FROM "plenum.${what}.rate"`));
      return (await Promise.all(counts)).every((count) => count > 1);
    });
    await until('everything is stored', async () => {
      const { text } = await call(new URL('/metrics', service.url));
      return /^plenum_bus_lag_points\{group="store"\} 0$/m.test(text);
    });
    toMs = Math.max(Date.now(), Date.parse((await twin()).now));
  }, 2 * patienceMs);
  afterAll(async () => {
    console.log(['dashboard | panel | query | series | rows', ...report].join('\n'));
    await service.stop();
  });

  const twin = async () =>
    (await service.get('/api/v1/twin')) as { readonly now: string; readonly backfill: { readonly done: boolean } };

  /** As Grafana's data source posts it. */
  const ask = async (q: string): Promise<readonly Series[]> => {
    const { status, json, text } = await call(new URL('/query?db=plenum&epoch=ms', service.url), {
      method: 'POST',
      body: new URLSearchParams({ q }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    if (status !== 200) throw new Error(`${q}\nanswered ${status}: ${text}`);
    const [result] = (json as { results: readonly Result[] }).results;
    if (result?.error !== undefined) throw new Error(`${q}\nanswered: ${result.error}`);
    return result?.series ?? [];
  };
  const values = async (q: string) => Number((await ask(q))[0]?.values[0]?.[1] ?? 0);

  /** Chooses as a reader would who leaves the defaults, except that the series is that of the failed fan. */
  const choose = async ({ variables }: DashboardFile): Promise<Choices> => {
    const wanted: Record<string, string> = { metric: 'dc.crah.fan_speed', asset: faulty, room: 'hall-1' };
    const chosen: Record<string, readonly string[]> = {};
    for (const { name, type, query, multi, regex, allValue } of variables) {
      if (type !== 'query') continue;
      const [series] = await ask(filled(query, chosen));
      const listed = (series?.values ?? []).map((row) => String(row.at(-1)));
      const pattern = regex === undefined ? /./ : new RegExp(regex.slice(1, -1));
      const options = listed.filter((option) => pattern.test(option));
      const first = wanted[name] ?? options[0];
      if (allValue === undefined) expect({ name, options: options.length > 0 }).toEqual({ name, options: true });
      if (!multi) expect(options).toContain(first);
      chosen[name] = multi ? (allValue === undefined ? options : [allValue]) : [first ?? ''];
    }
    return chosen;
  };

  const inRange = (query: string) =>
    query
      .replaceAll('$timeFilter', `time >= ${toMs - dayMs}ms and time <= ${toMs}ms`)
      .replaceAll('$__interval', interval);

  const boards = dashboardsOf('embedded');

  it.each(boards.map((board) => [board.title, board] as const))(
    '%s: every query has plausible rows',
    async (_t, board) => {
      const choices = await choose(board);
      expect(board.queries.length).toBeGreaterThan(3);
      for (const query of board.queries) {
        const q = inRange(filled(query.influxQl ?? '', choices));
        expect(q).not.toMatch(/\$(?!\/)/);
        const series = await ask(q);
        const rows = series.reduce((sum, one) => sum + one.values.length, 0);
        report.push([query.board, query.panel, query.refId, series.length, rows].join(' | '));
        expectPlausible(query, q, series);
      }
    },
    patienceMs,
  );

  it('the alert of the failed fan stands in the table, with its place and what it is about', async () => {
    const [table] = await ask(`SELECT * FROM "plenum_alerts" WHERE "asset" = '${faulty}'`);
    const column = (name: string) => table?.values.map((row) => row[table.columns.indexOf(name)]);
    expect(column('room')).toEqual(expect.arrayContaining(['hall-1']));
    expect(column('kind')).toEqual(expect.arrayContaining(['crah']));
    expect(column('summary')).toEqual(expect.arrayContaining([expect.stringMatching(/./)]));
  });

  it('the day is whole: two-minute means of the site from its beginning to its end', async () => {
    const q = inRange(
      'SELECT mean("value") FROM "dc.site.pue" WHERE $timeFilter GROUP BY time($__interval) fill(none)',
    );
    const [series] = await ask(q);
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

/** Queries whose answer may well be empty, because it is good news: no alert of that severity. */
const mayBeEmpty = (panel: string) => /^Open, (critical|warning|info)$/.test(panel);

function expectPlausible({ board, panel }: PanelQuery, q: string, series: readonly Series[]): void {
  const where = `${board} / ${panel}`;
  const rows = series.flatMap((one) => one.values);
  if (!mayBeEmpty(panel)) expect({ where, q, isEmpty: rows.length === 0 }).toEqual({ where, q, isEmpty: false });
  const numbers = rows.flatMap((row) => row.slice(1)).filter((cell) => typeof cell === 'number');
  expect({ where, finite: numbers.every(Number.isFinite) }).toEqual({ where, finite: true });
  const metric = /FROM "([^"]+)"/.exec(q)?.[1] ?? '';
  const { min = -Infinity, max = Infinity } = metricDefinition(metric) ?? {};
  const isTotal = q.includes('sum("mean")');
  const columns = new Set(series.flatMap((one) => one.columns.slice(1)));
  if (columns.size === 1 && !columns.has('score') && metricDefinition(metric) && !isTotal) {
    const outside = numbers.filter((value) => value < min || value > max);
    expect({ where, outside }).toEqual({ where, outside: [] });
  }
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`${what}: not within ${patienceMs / 1000} s`);
    await pause(200);
  }
}
