import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { call } from './api-call.js';
import { eventually, patienceMs, type RunningService, startService } from './plenum-process.js';
import { type SeriesAnswer, seriesOf, storedPoints } from './stored-points.js';

const site = { PLENUM_SITE: 'test/scenarios/one-row.yaml' };
const crah = 'hall-crah-1';
const stepMs = 10_000;
/** On the grid of derived series. */
const startMs = Math.floor((Date.now() - 3 * 3_600_000) / stepMs) * stepMs;
const setpointC = 18;

let service: RunningService;

beforeAll(async () => {
  service = await startService(site);
}, patienceMs);
afterAll(() => service.stop());

const supplyC = (step: number) => setpointC + (step % 4) / 8;
const steps = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

async function report(from: number, to: number): Promise<void> {
  const at = steps(from, to).map((step) => startMs + step * stepMs);
  const column = (metric: string, value: (step: number) => number) => {
    return { asset: crah, metric, at, values: steps(from, to).map(value) };
  };
  const series = [
    column('dc.crah.supply_temperature', supplyC),
    column('dc.crah.supply_setpoint', () => setpointC),
    column('dc.crah.fan_speed', () => 0.6),
  ];
  const answer = await call(new URL('/api/v1/telemetry', service.url), {
    method: 'POST',
    body: JSON.stringify({ series }),
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.status).toBe(200);
}

/** The residual once it is known up to this step, scored. */
async function residualUpTo(step: number): Promise<SeriesAnswer> {
  const at = new Date(startMs + step * stepMs).toISOString();
  const found = await eventually(
    async () =>
      (await seriesOf(service.url, crah)).find(({ metric }) => metric === 'dc.crah.supply_temperature_residual'),
    (series) => series?.latest?.at === at && series.latest.score !== null,
  );
  return found!;
}

/** Its points once at least so many are stored: the score may be known first. */
function storedResidual({ id }: SeriesAnswer, count: number) {
  return eventually(
    () => storedPoints(service.url, id),
    ({ length }) => length >= count,
  );
}

const expected = (to: number) =>
  steps(0, to).map((step) => ({ at: startMs + step * stepMs, value: supplyC(step) - setpointC }));

it(
  'a residual is a series like any other: stored, scored and readable, each point once though the service is killed and goes on',
  async () => {
    await report(0, 360);
    const residual = await residualUpTo(359);
    expect(residual).toMatchObject({ source: 'derived', unit: 'K', latest: { score: expect.any(Number) as unknown } });
    expect(await storedResidual(residual, 360)).toEqual(expected(360));

    await report(360, 400);
    await service.kill();
    service = await startService(site, service);
    await report(400, 420);
    expect((await residualUpTo(419)).id).toBe(residual.id);
    expect(await storedResidual(residual, 420)).toEqual(expected(420));
  },
  patienceMs,
);
