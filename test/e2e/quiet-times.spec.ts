import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpTarget } from '../notifiers/http-target.js';
import { call, sendJson } from './api-call.js';
import { eventually, patienceMs, type RunningService, startService } from './plenum-process.js';

const stepMs = 10_000;
const calmPoints = 2_000;
const troublePoints = 12;
const hour = 3_600_000;

interface Quiet {
  readonly id: string;
  readonly state: string;
}
interface AlertBody {
  readonly id: string;
  readonly assetId: string;
  readonly silencedBy: readonly string[];
  readonly maintenance: readonly string[];
}

/** Real: the service on the demo site, its records, SIGKILL, the receiver. The telemetry is made here. */
describe('Quiet times of a running service', () => {
  let folder: string;
  let hook: HttpTarget;
  let service: RunningService;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plenum-quiet-'));
    hook = await HttpTarget.start();
    const alerting = join(folder, 'alerting.yaml');
    const receiver = `{ name: hook, type: webhook, url: "${hook.url}/", groupWaitSeconds: 0 }`;
    await writeFile(alerting, `receivers:\n  - ${receiver}\n`);
    service = await startService({ PLENUM_ALERTING: alerting });
  }, patienceMs);
  afterAll(async () => {
    await service.stop();
    await hook.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const at = (path: string) => new URL(`/api/v1/${path}`, service.url);
  const fromNow = (ms: number) => new Date(Date.now() + ms).toISOString();
  const post = (path: string, body: unknown) => sendJson(at(path), 'POST', body);
  const end = async (path: string) => (await call(at(path), { method: 'DELETE' })).json as Quiet;
  const listed = async <T>(path: string) => ((await service.get(`/api/v1/${path}`)) as { items: readonly T[] }).items;
  const alertsOf = (asset: string) => listed<AlertBody>(`alerts?state=firing&asset=${asset}`);
  const told = () =>
    hook.posted.flatMap((body) => (JSON.parse(body) as { alerts: AlertBody[] }).alerts.map(({ assetId }) => assetId));
  const warm = async (asset: string) => {
    const endsAt = Date.now();
    const points = Array.from({ length: calmPoints + troublePoints }, (_, step) => ({
      asset,
      metric: 'dc.rack.inlet_temperature',
      unit: 'Cel',
      at: endsAt - (calmPoints + troublePoints - step) * stepMs,
      value: step < calmPoints ? 21 + ((step * 7_919) % 13) / 30 : 29 + (step - calmPoints) / 2,
    }));
    expect((await post('telemetry', { points })).status).toBeLessThan(300);
    return (
      await eventually(
        () => alertsOf(asset),
        ([alert]) => alert !== undefined,
      )
    )[0]!;
  };
  const actions = async () =>
    (await listed<{ action: string; subject: string }>('audit')).map(({ action, subject }) => `${action} ${subject}`);

  it(
    'keep an alert from receivers but not from the console, over a power cut, until the silence is ended',
    async () => {
      const asset = 'hall-1-rack-01';
      const created = await post('silences', { matchers: { asset: [asset] }, endsAt: fromNow(hour), comment: 'known' });
      expect(created).toMatchObject({ status: 201, json: { state: 'active', matchers: { asset: [asset] } } });
      const { id } = created.json as Quiet;
      expect(await warm(asset)).toMatchObject({ silencedBy: [id], maintenance: [] });
      await warm('hall-1-rack-02');
      await eventually(
        () => Promise.resolve(told()),
        (assets) => assets.includes('hall-1-rack-02'),
      );
      expect(told()).not.toContain(asset);

      await service.kill();
      service = await startService({ PLENUM_ALERTING: join(folder, 'alerting.yaml') }, service);
      await warm('hall-1-rack-03');
      await eventually(
        () => Promise.resolve(told()),
        (assets) => assets.includes('hall-1-rack-03'),
      );
      expect(told()).not.toContain(asset);

      expect(await end(`silences/${id}`)).toMatchObject({ id, state: 'expired' });
      expect((await alertsOf(asset))[0]).toMatchObject({ silencedBy: [] });
      await eventually(
        () => Promise.resolve(told()),
        (assets) => assets.includes(asset),
      );
      expect(told().filter((name) => name === asset)).toHaveLength(1);
      expect(await actions()).toEqual([`silence.ended ${id}`, `silence.created ${id}`]);
      expect(await end(`silences/${id}`)).toMatchObject({ state: 'expired' });
      expect(await actions()).toHaveLength(2);
    },
    patienceMs,
  );

  it(
    'show beforehand what a silence would cover, and silence one alert by its name',
    async () => {
      const alert = await warm('hall-1-rack-04');
      const preview = await post('silences/preview', { matchers: { asset: ['hall-1-rack-0?'], room: ['hall-1'] } });
      expect(preview).toMatchObject({ status: 200, json: { total: expect.any(Number) } });
      const { items } = preview.json as { items: readonly AlertBody[] };
      expect(items.map(({ assetId }) => assetId)).toContain('hall-1-rack-04');
      const nothing = await post('silences/preview', { matchers: { room: ['hall-2'] } });
      expect(nothing.json).toEqual({ total: 0, items: [] });

      const silenced = await post(`alerts/${alert.id}/silence`, { endsAt: fromNow(hour), comment: 'on it' });
      expect(silenced).toMatchObject({
        status: 201,
        json: {
          matchers: { asset: ['hall-1-rack-04'], metric: ['dc.rack.inlet_temperature'], alertKind: ['anomaly'] },
        },
      });
      expect((await alertsOf('hall-1-rack-04'))[0]!.silencedBy).toEqual([(silenced.json as Quiet).id]);
      expect(await listed<Quiet>('silences?expired=false')).toMatchObject([{ id: (silenced.json as Quiet).id }]);
      expect(await listed('silences?limit=1')).toHaveLength(1);
    },
    patienceMs,
  );

  it(
    'cover what a CRAH cools while somebody works on it, if asked to, once or each week',
    async () => {
      const body = { startsAt: fromNow(-hour), endsAt: fromNow(hour), comment: 'new filter' };
      const asked = { ...body, assets: ['hall-1-crah-1'], includeFed: true };
      const once = (await post('maintenance', asked)).json as Quiet;
      expect(once).toMatchObject({ state: 'active', includeFed: true, weekly: null });
      expect(await warm('hall-1-rack-05')).toMatchObject({ maintenance: [once.id] });
      const weekly = (await post('maintenance', { ...asked, weekly: { timeZone: 'Europe/Berlin' } })).json as Quiet;
      expect(weekly).toMatchObject({ state: 'active', weekly: { timeZone: 'Europe/Berlin', until: null } });
      expect((await listed<Quiet>('maintenance')).map(({ id }) => id).sort()).toEqual([once.id, weekly.id].sort());
      for (const { id } of [once, weekly]) expect(await end(`maintenance/${id}`)).toMatchObject({ state: 'expired' });
      expect(await listed('maintenance?expired=false')).toEqual([]);
      await eventually(
        () => Promise.resolve(told()),
        (assets) => assets.includes('hall-1-rack-05'),
      );
    },
    patienceMs,
  );

  it('refuse what makes no sense, and say why', async () => {
    const silence = { matchers: { asset: ['rack-1'] }, endsAt: fromNow(hour), comment: 'x' };
    const work = { assets: ['hall-1'], startsAt: fromNow(0), endsAt: fromNow(hour), comment: 'x' };
    const refusals = [
      await post('silences', { ...silence, matchers: {} }),
      await post('silences', { ...silence, matchers: { asset: ['*'] } }),
      await post('silences', { ...silence, matchers: { colour: ['red'] } }),
      await post('silences', { ...silence, endsAt: fromNow(-hour) }),
      await post('silences', { ...silence, comment: ' ' }),
      await post('maintenance', { ...work, assets: ['hall-9'] }),
      await post('maintenance', { ...work, startsAt: fromNow(2 * hour) }),
      await post('maintenance', { ...work, weekly: { timeZone: 'Mars/Olympus' } }),
      await post('maintenance', { ...work, endsAt: fromNow(8 * 24 * hour), weekly: { timeZone: 'UTC' } }),
      await post('maintenance', { ...work, weekly: { timeZone: 'UTC', until: fromNow(-hour) } }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual(refusals.map(() => 400));
    expect(refusals.map(({ json }) => (json as { detail: string }).detail).join('\n')).toMatch(
      /hall-9[^]*Mars|silence everything/,
    );
    expect((await call(at('silences/none'), { method: 'DELETE' })).status).toBe(404);
    expect((await call(at('maintenance/none'))).status).toBe(404);
  });
});
