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

it(
  'a service that was stopped overnight shows the last scores before anything reports again',
  async () => {
    const at = Date.now() - 600_000;
    const body = Array.from({ length: 60 }, (_, i) => `reading,host=web-1 load=${i % 3} ${at + i * 10_000}\n`).join('');
    await call(new URL('/api/v2/write?precision=ms', service.url), { method: 'POST', body });
    const newest = async () => ((await service.get('/api/v1/series?asset=web-1')) as { items: Series[] }).items[0];
    const before = await eventually(newest, (series) => (series?.latest?.score ?? null) !== null);
    service.signal('SIGTERM');
    await service.exitCode;
    service = await startService({}, service);
    expect(await newest()).toEqual(before);
  },
  patienceMs,
);
