import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call } from '../e2e/api-call.js';
import { eventually, patienceMs, type RunningService, startService } from '../e2e/plenum-process.js';
import { BackEndServers } from './plenum-roles.js';

const stepMs = 10_000;
const limitOf = (celsius: number) =>
  `rules:\n  - { match: { metric: "*inlet*" }, set: { criticalAbove: ${celsius} } }\n`;
/** Enough that each scorer has some. */
const racks = (name: string) => Array.from({ length: 12 }, (_, i) => `${name}-${i}`);

interface Alert {
  readonly assetId: string;
  readonly severity: string;
  readonly summary: string;
}

/** Real: every server and every process, as built, and the file that they share. */
describe('Detection settings of processes that share the work', () => {
  let servers: BackEndServers;
  let folder: string;
  let file: string;
  const running: RunningService[] = [];

  const start = async (env: Record<string, string>): Promise<RunningService> => {
    const service = await startService({ ...env, PLENUM_DETECTION: file });
    running.push(service);
    return service;
  };
  const alertsAt = async (api: RunningService, name: string) => {
    const { items } = (await api.get('/api/v1/alerts?limit=1000')) as { items: readonly Alert[] };
    return items.filter(({ assetId }) => assetId.startsWith(`${name}-`));
  };
  const allAlertsAt = (api: RunningService, name: string) =>
    eventually(
      () => alertsAt(api, name),
      (alerts) => alerts.length >= racks(name).length,
      patienceMs,
    );
  const hasTaken = (service: RunningService, generation: number) =>
    eventually(
      async () => (await call(new URL('/metrics', service.url))).text,
      (text) => text.includes(`plenum_detection_settings_generation ${generation}\n`),
      patienceMs,
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plenum-detection-'));
    file = join(folder, 'detection.yaml');
    await writeFile(file, limitOf(32));
    servers = await BackEndServers.start();
  }, patienceMs);
  afterAll(async () => {
    await Promise.all(running.map((service) => service.stop()));
    await servers.stop();
    await rm(folder, { recursive: true, force: true });
  }, patienceMs);

  it(
    'hold in every scorer and at an edge, and in all of them anew when the file changes',
    async () => {
      const [center, ...scorers] = (await Promise.all(
        ['ingest,store,api', 'score', 'score'].map((roles) => start({ ...servers.env, PLENUM_ROLES: roles })),
      )) as [RunningService, ...RunningService[]];
      const edge = await start(servers.edgeEnv);

      await write(center, racks('hall'), 33);
      await write(edge, racks('edge'), 33);
      for (const name of ['hall', 'edge']) {
        const alerts = await allAlertsAt(center, name);
        expect(alerts.map(({ assetId }) => assetId).sort()).toEqual(racks(name).sort());
        expect(new Set(alerts.map(({ severity }) => severity))).toEqual(new Set(['critical']));
        expect(alerts[0]?.summary).toMatch(/ is 33.00 °C, above the critical limit of 32.00 °C$/);
      }

      await writeFile(file, limitOf(40));
      await Promise.all([...scorers, edge].map((service) => hasTaken(service, 2)));
      for (const [service, name] of [
        [center, 'warm'],
        [edge, 'mild'],
      ] as const) {
        await write(service, racks(name), 33);
        await write(service, racks(`${name}er`), 41);
        await allAlertsAt(center, `${name}er`);
        expect(await alertsAt(center, name)).toEqual([]);
      }
    },
    patienceMs,
  );
});

/** A minute of racks at one temperature. */
async function write(service: RunningService, names: readonly string[], celsius: number): Promise<void> {
  const from = Date.now() - 6 * stepMs;
  const body = Array.from({ length: 6 }, (_, i) =>
    names.map((rack) => `chassis,host=${rack} inlet_celsius=${celsius} ${from + i * stepMs}\n`).join(''),
  ).join('');
  const { status } = await call(new URL('/api/v2/write?precision=ms', service.url), { method: 'POST', body });
  expect(status).toBe(204);
}
