import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openServerAsFound } from '../../src/adapters/records/postgres/open-server.js';
import { PostgresSeriesCatalogue } from '../../src/adapters/records/postgres/postgres-series-catalogue.js';
import { RecordingLog } from '../alerting/stand-ins.js';
import { call } from '../e2e/api-call.js';
import { eventually, patienceMs, type RunningService, startService } from '../e2e/plenum-process.js';
import { seriesOf } from '../e2e/stored-points.js';
import { BackEndServers } from './plenum-roles.js';

const stepMs = 10_000;
const calmSteps = 2_000;
const troubleSteps = 12;
const perRequest = 250;

interface Alert {
  readonly id: string;
  readonly state: string;
  readonly assetId: string;
  readonly seriesId: number;
  readonly startsAt: string;
}

interface Point {
  readonly at: string;
  readonly value: number;
  readonly score: number | null;
}

/** Real: every server and every process, as built. The link to the center is cut by stopping its Kafka and PostgreSQL. */
describe('a machine room of its own whose link to the center fails', () => {
  const startsAt = Date.now() - (calmSteps + troubleSteps) * stepMs;
  let servers: BackEndServers;
  let center: RunningService;
  let edge: RunningService;
  let localAlert: Alert;

  const startEdge = (leftBy?: RunningService) => startService(servers.edgeEnv, leftBy);
  const alertsOf = async (service: RunningService) =>
    ((await service.get('/api/v1/alerts')) as { items: readonly Alert[] }).items;
  const send = async (from: number, to: number): Promise<void> => {
    for (let step = from; step < to; step += perRequest) {
      const body = linesOf(startsAt, step, Math.min(step + perRequest, to));
      const answer = await call(new URL('/api/v2/write?precision=ms', edge.url), { method: 'POST', body });
      expect(answer.status).toBe(204);
    }
  };

  beforeAll(async () => {
    servers = await BackEndServers.start();
    center = await startService({ ...servers.env, PLENUM_ROLES: 'store,score,api' });
    await registerOthersFirst(servers.postgres.url);
  }, patienceMs);
  afterAll(async () => {
    await Promise.all([edge.stop(), center.stop()]);
    await servers.stop();
  }, patienceMs);

  it(
    'starts without the center, takes telemetry in and raises the alert of what is wrong at once, also after a power cut',
    async () => {
      await servers.kafka.brokers[0]!.kill();
      await servers.postgres.pause();
      edge = await startEdge();
      await send(0, calmSteps / 2);
      await edge.kill();
      edge = await startEdge(edge);
      await send(calmSteps / 2, calmSteps + troubleSteps);
      const alerts = await eventually(
        () => alertsOf(edge),
        ({ length }) => length > 0,
      );
      expect(alerts).toEqual([expect.objectContaining({ assetId: 'hot-rack', state: 'firing' })]);
      localAlert = alerts[0]!;
      await edge.kill();
      edge = await startEdge(edge);
      const { id, startsAt: since, seriesId } = localAlert;
      expect(await alertsOf(edge)).toEqual([
        expect.objectContaining({ id, startsAt: since, seriesId, state: 'firing' }),
      ]);
    },
    patienceMs,
  );

  it(
    'delivers every acknowledged point once, with the score it got, when the link is back',
    async () => {
      await servers.postgres.resume();
      await servers.kafka.brokers[0]!.start();
      for (const rack of ['calm-rack', 'hot-rack']) {
        const series = await eventually(
          () => seriesOf(center.url, rack),
          ({ length }) => length === 1,
          patienceMs,
        );
        const points = await eventually(
          () => scoredPoints(center, series[0]!.id),
          (found) => found.length >= calmSteps + troubleSteps && found.every(({ score }) => score !== null),
          patienceMs,
        );
        expect(points.map(({ at, value }) => [Date.parse(at), value])).toEqual(
          Array.from({ length: calmSteps + troubleSteps }, (_, step) => [
            startsAt + step * stepMs,
            Number(celsius(rack, step)),
          ]),
        );
        const worst = Math.max(...points.slice(-troubleSteps).map(({ score }) => score ?? 0));
        expect(worst >= 1).toBe(rack === 'hot-rack');
      }
    },
    patienceMs,
  );

  it('shows its alert at the center once, about the series that has another id there', async () => {
    const alerts = await eventually(
      () => alertsOf(center),
      ({ length }) => length > 0,
      patienceMs,
    );
    const [series] = await seriesOf(center.url, 'hot-rack');
    expect(series!.id).not.toBe(localAlert.seriesId);
    expect(alerts).toEqual([
      expect.objectContaining({ id: localAlert.id, startsAt: localAlert.startsAt, seriesId: series!.id }),
    ]);
  });

  it('is not judged a second time by those who score at the center', async () => {
    const metrics = await eventually(
      async () => (await call(new URL('/metrics', center.url))).text,
      (text) => /component_dropped_total\{component="score",reason="judged_elsewhere"\}/.test(text),
    );
    expect(metrics).not.toMatch(/component_sent_total\{component="score"\}/);
  });
});

/** More series of other sites at the center than the edge has: none of the edge's keeps its id there. */
async function registerOthersFirst(url: string): Promise<void> {
  const records = await openServerAsFound({ url }, new RecordingLog());
  const others = Array.from({ length: 8 }, (_, rack) => ({
    assetId: `other-rack-${rack}`,
    metric: 'dc.inlet.temperature',
    component: '',
    unit: 'Cel',
    source: 'influx',
    simulated: false,
  }));
  await new PostgresSeriesCatalogue(records).resolve(others);
  await records.close();
}

async function scoredPoints(center: RunningService, seriesId: number): Promise<readonly Point[]> {
  const path = `/api/v1/series/${seriesId}/points?step=raw&from=0&limit=10000`;
  return ((await center.get(path)) as { points?: readonly Point[] }).points ?? [];
}

/** Calm for hours; in the end one of the two leaves its band. */
function celsius(rack: string, step: number): string {
  const calm = 22 + ((step * 7_919) % 13) / 40;
  return (rack === 'hot-rack' && step >= calmSteps ? 45 + step - calmSteps : calm).toFixed(2);
}

function linesOf(startsAt: number, from: number, to: number): string {
  return Array.from({ length: to - from }, (_, i) => from + i)
    .flatMap((step) =>
      ['calm-rack', 'hot-rack'].map(
        (rack) => `chassis,host=${rack} inlet_celsius=${celsius(rack, step)} ${startsAt + step * stepMs}\n`,
      ),
    )
    .join('');
}
