import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, sendJson } from './api-call.js';
import { eventually, patienceMs, type RunningService, startService } from './plenum-process.js';
import { type SeriesAnswer, seriesOf } from './stored-points.js';

const hourMs = 3_600_000;
const site = { PLENUM_SITE: 'test/scenarios/one-row.yaml' };
const endMs = Math.floor(Date.now() / hourMs) * hourMs;
const known = 'hall-rack-01';
const young = 'hall-rack-02';
const third = 'hall-rack-03';
const metric = 'dc.rack.power';

interface ForecastAnswer {
  readonly subject: { readonly seriesId: number | null; readonly assetId: string; readonly joined: string | null };
  readonly origin: string;
  readonly forecaster: string;
  readonly at: readonly string[];
  readonly mean: readonly number[];
  readonly intervals: readonly {
    readonly level: number;
    readonly lower: readonly number[];
    readonly upper: readonly number[];
  }[];
  readonly baseline: { readonly mean: readonly number[] };
  readonly skill: { readonly overall: { readonly judged: number } } | null;
}

let service: RunningService;

beforeAll(async () => {
  service = await startService(site);
  await report(known, 72);
  await report(third, 72);
  await report(young, 5);
  await eventually(
    () => forecasts(`asset=hall-row-1&metric=${metric}`),
    ({ length }) => length === 1,
    patienceMs,
  );
}, 2 * patienceMs);
afterAll(() => service.stop());

/** So many hours of a rack's power, up to the last full hour, every five minutes. */
async function report(asset: string, hours: number): Promise<void> {
  const at = Array.from({ length: hours * 12 }, (_, i) => endMs - hours * hourMs + i * (hourMs / 12));
  const values = at.map((ms) => 5000 + 900 * Math.sin((2 * Math.PI * ms) / (24 * hourMs)) + ((ms / 300_000) % 7));
  const series = [{ asset, metric, at, values }];
  expect((await sendJson(new URL('/api/v1/telemetry', service.url), 'POST', { series })).status).toBe(200);
}

async function forecasts(query: string): Promise<readonly ForecastAnswer[]> {
  const { json } = await call(new URL(`/api/v1/forecasts?${query}`, service.url));
  return (json as { items?: readonly ForecastAnswer[] }).items ?? [];
}

async function problem(query: string): Promise<unknown> {
  const { status, headers, json } = await call(new URL(`/api/v1/forecasts?${query}`, service.url));
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect((json as { status: number }).status).toBe(status);
  return json;
}

const powerOf = async (asset: string): Promise<SeriesAnswer> =>
  (await seriesOf(service.url, asset)).find((series) => series.metric === metric)!;

describe('forecasts over REST', () => {
  it('tell the next day of a series, with intervals, skill and seasonal naive beside it', async () => {
    const { id } = await powerOf(known);
    const [forecast] = await forecasts(`series=${id}`);
    expect(forecast).toMatchObject({
      subject: { seriesId: id, assetId: known, joined: null },
      forecaster: 'seasonal-naive',
    });
    expect(forecast!.at[0]).toBe(forecast!.origin);
    expect(forecast!.mean).toHaveLength(24);
    expect(forecast!.baseline.mean).toHaveLength(24);
    expect(forecast!.intervals.map(({ level }) => level)).toEqual([0.8, 0.95]);
    expect(forecast!.skill!.overall.judged).toBeGreaterThan(0);
    forecast!.mean.forEach((mean, step) => {
      const trueW =
        5003 + 900 * Math.sin((2 * Math.PI * (Date.parse(forecast!.at[step]!) + hourMs / 2)) / (24 * hourMs));
      expect(Math.abs(mean - trueW)).toBeLessThan(60);
    });
  });

  it('tell a row by the racks in it, and as much as is asked for', async () => {
    const [row] = await forecasts(`asset=hall-row-1&metric=${metric}&horizon=6h&levels=0.95`);
    const [rack] = await forecasts(`asset=${known}&metric=${metric}&horizon=6`);
    expect(row!.subject).toMatchObject({ seriesId: null, joined: 'sum' });
    expect(row!.mean).toHaveLength(6);
    expect(row!.intervals.map(({ level }) => level)).toEqual([0.95]);
    expect(row!.mean[0]! / rack!.mean[0]!).toBeGreaterThan(1.9);
  });

  it('come page by page', async () => {
    const first = await call(new URL(`/api/v1/forecasts?metric=${metric}&limit=2`, service.url));
    const { items, nextCursor } = first.json as { items: readonly ForecastAnswer[]; nextCursor: string };
    const rest = await forecasts(`metric=${metric}&cursor=${nextCursor}`);
    const assets = [...items, ...rest].map(({ subject }) => subject.assetId);
    expect([...assets].sort()).toEqual(['hall', known, third, 'hall-row-1', 'one-row'].sort());
  });

  it('are remembered: what was thought then is asked for by its time', async () => {
    const { id } = await powerOf(known);
    const [now] = await forecasts(`series=${id}`);
    expect(await forecasts(`series=${id}&asOf=${new Date(Date.now() + 1000).toISOString()}`)).toEqual([now]);
    expect(await problem(`series=${id}&asOf=2020-01-01T00:00:00Z`)).toMatchObject({
      code: 'not_found',
      reason: 'not_kept',
    });
  });

  it('say why there is none', async () => {
    const { id } = await powerOf(young);
    expect(await problem(`series=${id}`)).toMatchObject({
      code: 'invalid_input',
      reason: 'history_too_short',
      given: 5,
      least: 24,
    });
    expect(await problem('series=999999')).toMatchObject({ code: 'not_found' });
    expect(await problem(`asset=nowhere&metric=${metric}`)).toMatchObject({ code: 'not_found' });
    expect(await problem('asset=hall-row-1&metric=dc.room.humidity')).toMatchObject({ code: 'not_found' });
    const { id: knownId } = await powerOf(known);
    expect(await problem(`series=${knownId}&horizon=30d`)).toMatchObject({
      code: 'invalid_input',
      reason: 'horizon_too_long',
      asked: 720,
      longest: 24,
    });
    expect(await problem(`series=${knownId}&levels=0.5`)).toMatchObject({
      code: 'invalid_input',
      reason: 'level_not_kept',
      kept: [0.8, 0.95],
    });
    for (const query of [
      '',
      'series=x',
      `series=1&asset=${known}`,
      'metric=a&horizon=1w',
      'metric=a&levels=80',
      'metric=a&days=2',
    ]) {
      expect(await problem(query)).toMatchObject({ code: 'invalid_input' });
    }
  });

  it('survive a power cut, and none is told twice', async () => {
    const { id } = await powerOf(known);
    const [before] = await forecasts(`series=${id}`);
    await service.kill();
    service = await startService(site, service);
    const [after] = await eventually(
      () => forecasts(`series=${id}`),
      ({ length }) => length === 1,
    );
    if (after!.origin === before!.origin) expect(after).toEqual(before);
    const asOf = await forecasts(`series=${id}&asOf=${new Date().toISOString()}`);
    expect(asOf).toEqual([after]);
  });
});

describe('capacity over REST', () => {
  it('says how full power and space are, and what is missing to tell when they will be', async () => {
    const { json, status } = await call(new URL('/api/v1/capacity', service.url));
    expect(status).toBe(200);
    const { items } = json as { items: readonly { resource: string; assetId: string; reason: string | null }[] };
    expect(items.find(({ resource, assetId }) => resource === 'power' && assetId === 'hall')).toMatchObject({
      basis: 'the weaker of its two power paths alone',
      full: null,
      reason: '2 days of history, and 14 are needed',
    });
    expect(items.find(({ resource }) => resource === 'space')).toMatchObject({ unit: '{U}', full: null });
    expect((await call(new URL('/api/v1/capacity?asset=nowhere', service.url))).status).toBe(404);
    expect((await call(new URL('/api/v1/capacity?resource=water', service.url))).status).toBe(400);
  });
});
