import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import type { IncidentOut } from '../../src/http/incidents/incidents.schema.js';
import { call } from '../e2e/api-call.js';
import { eventually, patienceMs, type RunningService, runPlenum, startService } from '../e2e/plenum-process.js';
import { seriesOf, storedPoints } from '../e2e/stored-points.js';
import { BackEndServers } from './plenum-roles.js';

const stepMs = 10_000;
const calmPoints = 2_000;
const troublePoints = 12;

interface Alert {
  readonly id: string;
  readonly state: string;
  readonly assetId: string;
  readonly seriesId: number;
}

interface Series {
  readonly assetId: string;
  readonly latest: { readonly score: number | null } | null;
}

/** Real: every server and every process, as built. The processes start at the same moment on empty back ends. */
describe('Plenum as processes with a role each', () => {
  let servers: BackEndServers;
  const running: RunningService[] = [];
  let ingest: RunningService;
  let store: RunningService;
  let scorers: RunningService[];
  let api: RunningService;

  const start = async (role: string): Promise<RunningService> => {
    const service = await startService({ ...servers.env, PLENUM_ROLES: role });
    running.push(service);
    return service;
  };

  beforeAll(async () => {
    servers = await BackEndServers.start();
    // All at once, as Compose does after a reboot.
    const starting = ['ingest', 'store', 'api', 'score', 'score'].map(start);
    await Promise.allSettled(starting);
    [ingest, store, api, ...scorers] = (await Promise.all(starting)) as [
      RunningService,
      RunningService,
      RunningService,
      ...RunningService[],
    ];
  }, patienceMs);
  afterAll(async () => {
    await Promise.all(running.map((service) => service.stop()));
    await servers.stop();
  }, patienceMs);

  const alertsOf = async (asset: string) =>
    ((await api.get(`/api/v1/alerts?asset=${asset}`)) as { items: readonly Alert[] }).items;

  const incidentsOf = async (asset: string) =>
    ((await api.get(`/api/v1/incidents?asset=${asset}`)) as { items: readonly IncidentOut[] }).items;

  it('stores what comes over HTTP and shows it in another process', async () => {
    const at = Date.now() - calmPoints * stepMs;
    const body = Array.from({ length: 50 }, (_, i) => `reading,host=web-1 step=${i} ${at + i * stepMs}\n`).join('');
    const answer = await call(new URL('/api/v2/write?precision=ms', ingest.url), { method: 'POST', body });
    expect(answer.status).toBe(204);
    const [series] = await eventually(
      () => seriesOf(api.url, 'web-1'),
      ({ length }) => length === 1,
    );
    const points = await eventually(
      () => storedPoints(api.url, series!.id),
      ({ length }) => length === 50,
    );
    expect(points.map(({ value }) => value)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  it('takes telemetry from a topic, and raises the alert of what is wrong in it, once, with its points and scores', async () => {
    await produce(servers, 'telemetry.cooling', inlets(Date.now() - (calmPoints + troublePoints) * stepMs));
    const [alert, ...others] = await eventually(
      () => alertsOf('hot-rack'),
      ({ length }) => length > 0,
    );
    expect(alert).toMatchObject({ assetId: 'hot-rack', state: 'firing' });
    expect(others).toEqual([]);
    expect(await alertsOf('calm-rack')).toEqual([]);

    const scored = await eventually(
      async () => {
        const path = `/api/v1/series/${alert!.seriesId}/points?step=raw&from=0&limit=10000`;
        // The alert may be known before the series, which the process takes over every few seconds.
        return ((await api.get(path)) as { points?: readonly { score: number | null }[] }).points ?? [];
      },
      (points) =>
        points.length === calmPoints + troublePoints &&
        points.slice(-troublePoints).every(({ score }) => score !== null),
    );
    expect(Math.max(...scored.slice(-troublePoints).map(({ score }) => score ?? 0))).toBeGreaterThanOrEqual(1);
  });

  it('makes one incident of it, though two processes could, and shows it in a process that groups nothing', async () => {
    const [incident, ...others] = await eventually(
      () => incidentsOf('hot-rack'),
      ({ length }) => length > 0,
    );
    expect(incident).toMatchObject({ state: 'open', causeAssetId: 'hot-rack', alerts: 1 });
    expect(others).toEqual([]);
  });

  it('lists newest scores, and what is anomalous, in a process that scores nothing', async () => {
    const listed = async (query: string) =>
      ((await api.get(`/api/v1/series?${query}`)) as { items: readonly Series[] }).items;
    const [anomalous] = await eventually(
      () => listed('anomalous=true'),
      ({ length }) => length > 0,
    );
    expect(anomalous).toMatchObject({ assetId: 'hot-rack', latest: { score: expect.any(Number) as unknown } });
    expect(anomalous!.latest!.score).toBeGreaterThanOrEqual(1);
    const [calm] = await listed('asset=calm-rack');
    expect(calm?.latest?.score).toBeLessThan(1);
  });

  it('serves of each role only what belongs to it', async () => {
    const statusOf = async (service: RunningService, path: string) => (await call(new URL(path, service.url))).status;
    expect(await statusOf(api, '/api/v1/assets?limit=1')).toBe(200);
    for (const service of [ingest, store, ...scorers]) {
      expect(await statusOf(service, '/api/v1/assets?limit=1')).toBe(404);
      expect(await statusOf(service, '/metrics')).toBe(200);
    }
    const write = { method: 'POST', body: 'cpu usage=1' };
    expect((await call(new URL('/api/v2/write', api.url), write)).status).toBe(404);
  });

  it('is sound in the eyes of the doctor, which says what is wrong when a back end is gone', async () => {
    const env = { ...servers.env, PLENUM_HTTP_PORT: '0' };
    const healthy = await runPlenum(['doctor'], env);
    expect(healthy).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/ok\s+influxdb .*with telemetry/) as unknown,
    });
    const { code, stdout } = await runPlenum(['doctor'], { ...env, PLENUM_INFLUX_TOKEN: 'wrong' });
    expect(code).toBe(2);
    expect(stdout).toMatch(/fail\s+influxdb .*refuses the token .*correct PLENUM_INFLUX/);
  });

  it(
    'goes on in the other process when one of two that score is killed',
    async () => {
      await scorers[0]!.kill();
      const revived = 'late-rack';
      const at = Date.now() - (calmPoints + troublePoints) * stepMs;
      await produce(
        servers,
        'telemetry.cooling',
        inlets(at).map((text) => text.replaceAll('hot-rack', revived).replaceAll('calm-rack', 'other-rack')),
      );
      const alerts = await eventually(
        () => alertsOf(revived),
        ({ length }) => length > 0,
        patienceMs,
      );
      expect(alerts).toHaveLength(1);
      const incidents = await eventually(
        () => incidentsOf(revived),
        ({ length }) => length > 0,
        patienceMs,
      );
      expect(incidents).toMatchObject([{ state: 'open', alerts: 1 }]);
    },
    patienceMs,
  );
});

async function produce(servers: BackEndServers, topic: string, messages: readonly string[]): Promise<void> {
  const producer = new kafkajs.Kafka({ brokers: servers.kafka.addresses, logLevel: kafkajs.logLevel.NOTHING }).producer(
    {
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    },
  );
  await producer.connect();
  // One partition, so that a series stays in order.
  for (const value of messages) await producer.send({ topic, messages: [{ partition: 0, value }] });
  await producer.disconnect();
}

/** Two inlets that have been calm for hours; in the end one leaves its band. In messages of 500 readings each. */
function inlets(startsAt: number): readonly string[] {
  const line = (host: string, step: number, celsius: number) =>
    `chassis,host=${host} inlet_celsius=${celsius.toFixed(2)} ${(startsAt + step * stepMs) * 1_000_000}\n`;
  const calm = (step: number) => 22 + ((step * 7_919) % 13) / 40;
  const readings = Array.from(
    { length: calmPoints + troublePoints },
    (_, step) =>
      line('calm-rack', step, calm(step)) +
      line('hot-rack', step, step < calmPoints ? calm(step) : 45 + step - calmPoints),
  );
  return Array.from({ length: Math.ceil(readings.length / 500) }, (_, i) =>
    readings.slice(i * 500, (i + 1) * 500).join(''),
  );
}
