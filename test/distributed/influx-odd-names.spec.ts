import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import { InfluxTestServer } from '../servers/influx.js';
import { freshBucket, openStore, registryOf } from './influx-stores.js';

const start = Date.UTC(2026, 2, 1);
let server: InfluxTestServer;

beforeAll(async () => {
  server = await InfluxTestServer.start();
}, 3_600_000);
afterAll(() => server.stop());

it('many devices whose names hold signs of patterns are read as they are, with all their parts', async () => {
  const assets = [
    'a.b',
    'a-b',
    'rack/1',
    'rack(2)',
    'x|y',
    'c+',
    '^d$',
    '[e]',
    '{f}',
    'g*',
    "h'i",
    'j"k',
    'l\\m',
    '#n',
  ];
  const parts = assets.flatMap((assetId) =>
    ['', 'part-1'].map((component) => ({ assetId, metric: 'hw.power', component })),
  );
  const clock = new FakeClock(start);
  const { store } = await openStore(server, registryOf(parts), { clock, bucket: freshBucket() });
  const seriesIds = parts.map((_, index) => index + 1);
  await store.appendPoints(batchOf(seriesIds.map((seriesId) => ({ seriesId, at: start, value: seriesId }))));
  for (const stepMs of [undefined, 60_000]) {
    const found: (number | undefined)[] = [];
    const query = { seriesIds, fromMs: start, toMs: start + 1, limit: 5, ...(stepMs === undefined ? {} : { stepMs }) };
    for await (const { points } of store.readManyPoints(query)) found.push(points.value[0]);
    expect(found).toEqual(seriesIds);
  }
  expect(await store.latest(seriesIds)).toHaveLength(seriesIds.length);
  await store.close();
});
