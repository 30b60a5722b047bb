import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseSite } from '../../src/config/load-site.js';
import type { PointsOut, SeriesOut } from '../../src/http/series/series.schema.js';
import { allItems, call } from '../e2e/api-call.js';
import { eventually, patienceMs, type RunningService, startService } from '../e2e/plenum-process.js';
import { alertEpisodes } from './alert-episodes.js';
import { untilGroupHas } from './consumer-group.js';
import { PlenumProcesses } from './plenum-processes.js';
import { BackEndServers } from './plenum-roles.js';
import { RecordedDay } from './recorded-day.js';
import { StoredRows } from './stored-rows.js';

const siteFile = 'test/scenarios/one-row.yaml';
const hour = 3_600;

/** Real: one embedded service; Kafka, InfluxDB and PostgreSQL, and processes by role on them. Simulated: the day. */
describe('a recorded day with faults, replayed into one embedded service and into distributed processes', () => {
  // Retention goes by the time of a point in distributed mode, so it has to reach back to the recording.
  const env = { PLENUM_SITE: siteFile, PLENUM_RETENTION_RAW_DAYS: '3650' };
  const day = new RecordedDay(parseSite(readFileSync(siteFile, 'utf8'), siteFile), Date.UTC(2026, 2, 10), [
    { afterHours: 6, fault: { kind: 'crah-fan-failure', asset: 'hall-crah-1', durationSeconds: hour } },
    { afterHours: 9, fault: { kind: 'hot-air-recirculation', asset: 'hall-rack-01', durationSeconds: hour } },
    { afterHours: 12, fault: { kind: 'pdu-feed-loss', asset: 'pdu-a', durationSeconds: hour / 2 } },
    { afterHours: 15, fault: { kind: 'silent-device', asset: 'hall-crah-2', durationSeconds: hour } },
    { afterHours: 18, fault: { kind: 'clogged-filter', asset: 'hall-crah-2', durationSeconds: hour } },
  ]);
  let servers: BackEndServers;
  let processes: PlenumProcesses;
  let embeddedStart: Promise<RunningService>;
  let embedded: RunningService;
  let api: RunningService;

  beforeAll(async () => {
    servers = await BackEndServers.start();
    processes = new PlenumProcesses(servers, env);
    embeddedStart = startService(env);
    const [ingest, ...others] = await Promise.all([
      processes.start('ingest'),
      embeddedStart,
      processes.start('store,api'),
      processes.start('score'),
      processes.start('score'),
    ]);
    [embedded, api] = others;
    await untilGroupHas(servers.kafka, 'plenum.points.score', 2);
    const rows = new StoredRows(servers.influx);
    for (const { at, width, body } of day.bodies()) {
      await Promise.all([send(embedded, body), send(ingest, body)]);
      // Alerts are recorded before the next points are scored: with the scores of the last reading there, all of them are.
      await eventually(
        () => rows.count(at),
        ({ values, scores }) => values === width && scores === width,
      );
    }
    await eventually(
      async () => (await allSeries(embedded)).filter(({ source }) => source !== 'derived'),
      (series) =>
        series.length === day.series &&
        series.every(({ latest }) => latest && latest.score !== null && Date.parse(latest.at) === day.lastAt),
    );
    // What is derived comes later by a poll.
    const derived = await eventually(
      async () => (await allSeries(embedded)).filter(({ source }) => source === 'derived'),
      (series) =>
        series.length > 0 &&
        series.every(({ latest }) => latest && latest.score !== null && Date.parse(latest.at) === day.lastAt),
    );
    await eventually(
      () => rows.count(day.lastAt, 'derived'),
      ({ scores }) => scores === derived.length,
    );
  }, patienceMs);
  afterAll(async () => {
    // Not all may have started; what has must end all the same.
    await Promise.allSettled([embeddedStart.then((service) => service.stop()), processes.stop()]);
    await servers.stop();
  }, patienceMs);

  it('raises the same alerts with the same times', async () => {
    const alerts = await alertEpisodes(embedded.url);
    expect(alerts.map(({ assetId, metric }) => `${metric} of ${assetId}`)).toEqual(
      expect.arrayContaining([
        'dc.crah.fan_speed of hall-crah-1',
        'dc.rack.inlet_temperature of hall-rack-01',
        'dc.pdu.power of pdu-a',
      ]),
    );
    expect(await alertEpisodes(api.url)).toEqual(alerts);
  });

  it(
    'gives every point the same score, expected value and band',
    async () => {
      const [here, there] = await Promise.all([seriesById(embedded), seriesById(api)]);
      expect([...there.keys()].sort()).toEqual([...here.keys()].sort());
      const differing: string[] = [];
      let scored = 0;
      for (const [name, id] of here) {
        const points = await pointsOf(embedded, id);
        if (!name.includes('_residual of ')) scored += points.filter(({ score }) => score !== null).length;
        if (JSON.stringify(points) !== JSON.stringify(await pointsOf(api, there.get(name)!))) differing.push(name);
      }
      expect(differing).toEqual([]);
      expect(scored).toBe(day.points);
    },
    patienceMs,
  );
});

async function send({ url }: RunningService, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  expect(await call(new URL('/api/v1/telemetry', url), { method: 'POST', body, headers })).toMatchObject({
    status: 200,
  });
}

function allSeries({ url }: RunningService): Promise<readonly SeriesOut[]> {
  return allItems(new URL('/api/v1/series?limit=1000', url));
}

async function seriesById(service: RunningService): Promise<ReadonlyMap<string, number>> {
  const series = await allSeries(service);
  return new Map(series.map(({ id, metric, assetId, component }) => [`${metric} of ${assetId} ${component}`, id]));
}

/** Raw points. Embedded mode stores scores and bands in single precision, so that is what they are compared in. */
async function pointsOf(service: RunningService, seriesId: number) {
  const page = (await service.get(`/api/v1/series/${seriesId}/points?step=raw&from=0&limit=10000`)) as PointsOut;
  const single = (cell: number | null) => (cell === null ? null : Math.fround(cell));
  return page.points.map(({ at, value, score, expected, lower, upper }) => ({
    at,
    value,
    score: single(score),
    expected: single(expected),
    lower: single(lower),
    upper: single(upper),
  }));
}
