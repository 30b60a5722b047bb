import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { call } from './api-call.js';
import { eventually, patienceMs, type RunningService, startService } from './plenum-process.js';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
}, patienceMs);
afterAll(() => service.stop());

interface Series {
  readonly latest: { readonly score: number | null; readonly value: number } | null;
}

const loads = (host: string, sinceMs: number) =>
  Array.from({ length: 60 }, (_, i) => `reading,host=${host} load=${i % 3} ${sinceMs + i * 10_000}\n`).join('');
const send = (body: string) => call(new URL('/api/v2/write?precision=ms', service.url), { method: 'POST', body });
const newestOf = async (host: string) =>
  ((await service.get(`/api/v1/series?asset=${host}`)) as { items: Series[] }).items[0];
const isScored = (series: Series | undefined) => (series?.latest?.score ?? null) !== null;
const restart = async () => {
  service.signal('SIGTERM');
  await service.exitCode;
  service = await startService({}, service);
};

it(
  'a service that was stopped overnight shows the last scores before anything reports again',
  async () => {
    await send(loads('web-1', Date.now() - 600_000));
    const before = await eventually(() => newestOf('web-1'), isScored);
    await restart();
    expect(await newestOf('web-1')).toEqual(before);
  },
  patienceMs,
);

it(
  'a start does not search the whole history for the score of a device that was unplugged days ago',
  async () => {
    await send(loads('old-1', Date.now() - 3 * 86_400_000));
    const before = await eventually(() => newestOf('old-1'), isScored);
    await restart();
    expect((await newestOf('old-1'))?.latest).toMatchObject({ value: before?.latest?.value, score: null });
  },
  patienceMs,
);
