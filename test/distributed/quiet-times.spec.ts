import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, sendJson } from '../e2e/api-call.js';
import { eventually, patienceMs, type RunningService, startService } from '../e2e/plenum-process.js';
import { HttpTarget } from '../notifiers/http-target.js';
import { BackEndServers } from './plenum-roles.js';

const stepMs = 10_000;
const hour = 3_600_000;
const limit = 'rules:\n  - { match: { metric: "*inlet*" }, set: { criticalAbove: 32 } }\n';

interface Told {
  readonly assetId: string;
  readonly state: string;
}

/** Real: every server and every process, as built, and the receiver. */
describe('A silence in processes that share the work', () => {
  let servers: BackEndServers;
  let hook: HttpTarget;
  let center: RunningService;
  let folder: string;
  let detection: string;
  const running: RunningService[] = [];

  const start = async (roles: string, env: Record<string, string> = {}): Promise<RunningService> => {
    const service = await startService({ ...servers.env, PLENUM_ROLES: roles, ...env });
    running.push(service);
    return service;
  };
  const startScorer = () => start('score', { PLENUM_ALERT_WEBHOOK_URL: hook.url, PLENUM_DETECTION: detection });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plenum-quiet-'));
    detection = join(folder, 'detection.yaml');
    await writeFile(detection, limit);
    [servers, hook] = await Promise.all([BackEndServers.start(), HttpTarget.start()]);
    center = await start('ingest,store,api');
  }, patienceMs);
  afterAll(async () => {
    await Promise.all(running.map((service) => service.stop()));
    await Promise.all([servers.stop(), hook.stop()]);
    await rm(folder, { recursive: true, force: true });
  }, patienceMs);

  const at = (path: string) => new URL(`/api/v1/${path}`, center.url);
  const told = () => hook.posted.flatMap((body) => (JSON.parse(body) as { alerts: readonly Told[] }).alerts);
  const hasHeardOf = (asset: string) =>
    eventually(
      () => Promise.resolve(told()),
      (notices) => notices.some(({ assetId }) => assetId === asset),
    );

  it(
    'asked of one is kept by another, and by the one that takes over from it when it is killed',
    async () => {
      const first = await startScorer();
      const endsAt = new Date(Date.now() + hour).toISOString();
      const silence = await sendJson(at('silences'), 'POST', {
        matchers: { asset: ['rack-a'] },
        endsAt,
        comment: 'known',
      });
      expect(silence.status).toBe(201);
      const { id } = silence.json as { id: string };
      await warm(center, ['rack-a', 'rack-b']);
      await hasHeardOf('rack-b');

      await first.kill();
      await startScorer();
      await warm(center, ['rack-c']);
      await hasHeardOf('rack-c');
      expect(told().map(({ assetId }) => assetId)).not.toContain('rack-a');
      const shown = await call(at('alerts?asset=rack-a&state=firing'));
      expect(shown.json).toMatchObject({ items: [{ assetId: 'rack-a', silencedBy: [id] }] });

      await call(at(`silences/${id}`), { method: 'DELETE' });
      await hasHeardOf('rack-a');
      expect(told().filter(({ assetId }) => assetId === 'rack-a')).toMatchObject([{ state: 'firing' }]);
    },
    patienceMs,
  );
});

/** A minute of racks above their limit. */
async function warm(service: RunningService, racks: readonly string[]): Promise<void> {
  const from = Date.now() - 6 * stepMs;
  const body = Array.from({ length: 6 }, (_, i) =>
    racks.map((rack) => `chassis,host=${rack} inlet_celsius=35 ${from + i * stepMs}\n`).join(''),
  ).join('');
  const { status } = await call(new URL('/api/v2/write?precision=ms', service.url), { method: 'POST', body });
  expect(status).toBe(204);
}
