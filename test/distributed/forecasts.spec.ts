import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sendJson } from '../e2e/api-call.js';
import { eventually, patienceMs, type RunningService } from '../e2e/plenum-process.js';
import { PlenumProcesses } from './plenum-processes.js';
import { BackEndServers } from './plenum-roles.js';

const hourMs = 3_600_000;
const hours = 60;
const metric = 'dc.rack.power';
const racks = ['hall-rack-01', 'hall-rack-02'];

interface Forecasts {
  readonly items: readonly {
    readonly subject: { readonly assetId: string };
    readonly origin: string;
    readonly mean: readonly number[];
    readonly intervals: readonly unknown[];
  }[];
}

let servers: BackEndServers;
let processes: PlenumProcesses;
let api: RunningService;
let scorers: RunningService[];

/** Real: every server and every process, as built. */
beforeAll(async () => {
  servers = await BackEndServers.start();
  processes = new PlenumProcesses(servers, { PLENUM_SITE: 'test/scenarios/one-row.yaml' });
  const ingest = await processes.start('ingest');
  await processes.start('store');
  api = await processes.start('api');
  scorers = await Promise.all([processes.start('score'), processes.start('score')]);
  const endMs = Math.floor(Date.now() / hourMs) * hourMs;
  const at = Array.from({ length: hours * 4 }, (_, i) => endMs - hours * hourMs + (i * hourMs) / 4);
  const values = at.map((ms) => 5000 + 900 * Math.sin((2 * Math.PI * ms) / (24 * hourMs)));
  const series = racks.map((asset) => ({ asset, metric, at, values }));
  const answer = await sendJson(new URL('/api/v1/telemetry', ingest.url), 'POST', { series });
  expect(answer.status).toBe(200);
}, patienceMs);
afterAll(async () => {
  await processes.stop();
  await servers.stop();
}, patienceMs);

const rowAndRacks = async (): Promise<Forecasts> => (await api.get(`/api/v1/forecasts?metric=${metric}`)) as Forecasts;

it(
  'are made by one process and served by another, and stay when their maker is killed',
  async () => {
    const { items } = await eventually(rowAndRacks, (found) => found.items.length === 5, patienceMs);
    expect(items.map(({ subject }) => subject.assetId).sort()).toEqual(['hall', ...racks, 'hall-row-1', 'one-row']);
    for (const { mean, intervals } of items) {
      expect(mean).toHaveLength(24);
      expect(intervals).toHaveLength(2);
    }
    const [rack] = items.filter(({ subject }) => subject.assetId === racks[0]);
    const [row] = items.filter(({ subject }) => subject.assetId === 'hall-row-1');
    expect(row!.mean[0]! / rack!.mean[0]!).toBeCloseTo(2, 1);
    await Promise.all(scorers.map((scorer) => scorer.kill()));
    expect((await rowAndRacks()).items).toEqual(items);
  },
  2 * patienceMs,
);
