import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allItems, call, sendJson } from './api-call.js';
import { eventually, patienceMs, startService, type RunningService } from './plenum-process.js';

interface Incident {
  readonly id: string;
  readonly causeAssetId: string;
  readonly alerts: number;
  readonly members: readonly { readonly assetId: string }[];
  readonly timeline: readonly { readonly kind: string }[];
}

const stepMs = 10_000;
const calmPoints = 2_000;
const troublePoints = 12;
const racks = ['hall-1-rack-01', 'hall-1-rack-02', 'hall-1-rack-03'];

/** Real: the service on the demo site, its records, SIGKILL. The telemetry is made here. */
describe('a CRAH that stops under a running service', () => {
  const endsAt = Date.now();
  let service: RunningService;

  beforeAll(async () => {
    service = await startService();
    for (const rack of racks) await write(rack, 'dc.rack.inlet_temperature', 'Cel', warmInlet);
    await write('hall-1-crah-1', 'dc.crah.fan_speed', '1', stoppedFan);
    await eventually(
      () => incidents('state=open'),
      ([incident]) => incident?.alerts === racks.length + 1,
    );
  }, patienceMs);
  afterAll(() => service.stop());

  const at = (path: string) => new URL(path, service.url);
  const incidents = async (query: string) =>
    ((await service.get(`/api/v1/incidents?${query}`)) as { items: readonly Incident[] }).items;
  const write = async (asset: string, metric: string, unit: string, valueAt: (step: number) => number) => {
    const points = Array.from({ length: calmPoints + troublePoints }, (_, step) => ({
      asset,
      metric,
      unit,
      at: endsAt - (calmPoints + troublePoints - step) * stepMs,
      value: valueAt(step),
    }));
    expect((await sendJson(at('/api/v1/telemetry'), 'POST', { points })).status).toBeLessThan(300);
  };

  it('is one incident with the unit as its cause, and the warm racks of its zone inside', async () => {
    const all = await incidents('');
    expect(all).toMatchObject([
      {
        state: 'open',
        severity: 'critical',
        causeAssetId: 'hall-1-crah-1',
        title: 'CRAH hall-1-crah-1: fan stopped; 3 racks in Hall 1 affected',
        room: 'hall-1',
        simulated: false,
        redundancy: [{ kind: 'cooling', zone: 'hall-1-north', working: 1, needed: 1, total: 2 }],
      },
    ]);
    const detail = (await service.get(`/api/v1/incidents/${all[0]!.id}`)) as Incident;
    expect(new Set(detail.members.map(({ assetId }) => assetId))).toEqual(new Set(['hall-1-crah-1', ...racks]));
    expect(detail.timeline.filter(({ kind }) => kind === 'alert-fired')).toHaveLength(racks.length + 1);
  });

  it('and its alerts come page by page, each once', async () => {
    for (const list of ['alerts', 'incidents']) {
      const ids = async (query: string) =>
        (await allItems<{ id: string }>(at(`/api/v1/${list}${query}`))).map(({ id }) => id);
      const all = await ids('');
      expect(all).toHaveLength(list === 'alerts' ? racks.length + 1 : 1);
      expect(await ids('?limit=1')).toEqual(all);
      expect(await ids('?limit=3')).toEqual(all);
    }
  });

  it('is not listed by a query that means nothing', async () => {
    const nonsense = [
      'colour=red',
      'state=pending',
      'severity=grave',
      'limit=0',
      'cursor=',
      'asset=a&asset=b',
      'from=',
    ];
    for (const list of ['alerts', 'incidents'])
      for (const query of nonsense) {
        const { status, json } = await call(at(`/api/v1/${list}?${query}`));
        expect({ query, status, json }).toMatchObject({ query, status: 400, json: { code: 'invalid_input' } });
      }
    expect((await call(at('/api/v1/alerts?series='))).status).toBe(400);
  });

  it('is named by each of its alerts, and so is what operators said of it', async () => {
    const [incident] = await incidents('');
    const alerts = async () => ((await service.get('/api/v1/alerts')) as { items: readonly object[] }).items;
    for (const alert of await alerts()) expect(alert).toMatchObject({ incidentId: incident!.id, verdict: null });
    const feedback = `/api/v1/incidents/${incident!.id}/feedback`;
    await sendJson(at(feedback), 'POST', { verdict: 'real' });
    expect(await incidents('')).toMatchObject([{ verdict: 'real' }]);
    for (const alert of await alerts()) expect(alert).toMatchObject({ verdict: 'real' });
    await call(at(feedback), { method: 'DELETE' });
    expect(await incidents('')).toMatchObject([{ verdict: null }]);
  });

  it('is found by the assets and severities in it', async () => {
    expect(await incidents(`asset=${racks[1]!}&severity=critical&limit=1`)).toHaveLength(1);
    expect(await incidents('asset=hall-2-crah-1')).toEqual([]);
    expect(await incidents('state=resolved')).toEqual([]);
    expect((await call(at('/api/v1/incidents?colour=red'))).status).toBe(400);
    expect((await call(at('/api/v1/incidents/nonsense'))).json).toMatchObject({ code: 'not_found' });
  });

  it(
    'is acknowledged once, and the same incident after the service was killed',
    async () => {
      const [before] = await incidents('');
      const acknowledged = await sendJson(at(`/api/v1/incidents/${before!.id}/acknowledge`), 'POST', {});
      expect(acknowledged).toMatchObject({ status: 200, json: { acknowledgedAt: expect.any(String) } });
      await service.kill();
      service = await startService({}, service);
      await write('hall-1-rack-04', 'dc.rack.inlet_temperature', 'Cel', warmInlet);
      const [after] = await eventually(
        () => incidents(''),
        ([incident]) => incident?.alerts === racks.length + 2,
      );
      expect(after).toMatchObject({ id: before!.id, acknowledgedBy: expect.any(String) });
      expect(await incidents('')).toHaveLength(1);
    },
    patienceMs,
  );
});

const ripple = (step: number) => ((step * 7_919) % 13) / 13;

function warmInlet(step: number): number {
  return step < calmPoints ? 21 + 0.4 * ripple(step) : 27 + (step - calmPoints) / 2;
}

function stoppedFan(step: number): number {
  return step < calmPoints ? 0.6 + 0.02 * ripple(step) : 0;
}
