import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, sendJson } from './api-call.js';
import { eventually, patienceMs, type RunningService, startService } from './plenum-process.js';

const minute = 60_000;
const crah = 'hall-1-crah-1';
const metric = 'dc.crah.fan_speed';

interface Alert {
  readonly id: string;
  readonly state: string;
}

interface Series {
  readonly latest: { readonly at: string; readonly score: number | null } | null;
}

/** Real: the service, its records and state on disk, SIGKILL. The telemetry is made here. */
describe('feedback on the alerts of a running service', () => {
  /** Times lie in the past, so that hours pass in seconds. */
  let now = Date.now() - 20 * 60 * minute;
  let service: RunningService;

  beforeAll(async () => {
    service = await startService();
    await report(300, running);
  }, patienceMs);
  afterAll(() => service.stop());

  const at = (path: string) => new URL(`/api/v1/${path}`, service.url);
  const alerts = async () => ((await service.get('/api/v1/alerts')) as { items: readonly Alert[] }).items;
  const running = (step: number) => 0.6 + 0.01 * Math.sin(step * 1.7);
  const standing = () => 0;
  const report = async (minutes: number, valueAt: (step: number) => number) => {
    const points = Array.from({ length: minutes }, (_, step) => {
      return { asset: crah, metric, unit: '1', at: now + step * minute, value: valueAt(now / minute + step) };
    });
    now += minutes * minute;
    expect((await sendJson(at('telemetry'), 'POST', { points })).status).toBeLessThan(300);
  };
  /** The newest point is judged. */
  const scored = () =>
    eventually(
      async () => ((await ask(`series?asset=${crah}&metric=${metric}`)) as { items: readonly Series[] }).items[0],
      (series) => typeof series?.latest?.score === 'number' && Date.parse(series.latest.at) === now - minute,
    );
  const ask = async (path: string) => (await call(at(path))).json;

  it(
    'that a fan may stand still ends the alert, and no such stop alerts again, also after a power cut',
    async () => {
      await report(10, standing);
      const [alert] = await eventually(alerts, ([newest]) => newest?.state === 'firing');
      const given = await sendJson(at(`alerts/${alert!.id}/feedback`), 'POST', {
        verdict: 'not-anomaly',
        comment: 'switched off at night',
      });
      expect(given).toMatchObject({ status: 200, json: { verdict: 'not-anomaly', history: [{ series: 1 }] } });

      await report(10, standing);
      await eventually(alerts, ([newest]) => newest?.state === 'resolved');
      await service.kill();
      service = await startService({}, service);

      await report(60, running);
      await report(20, standing);
      await report(5, running);
      await scored();
      expect(await alerts()).toHaveLength(1);
      expect(await ask(`alerts/${alert!.id}/feedback`)).toMatchObject({
        verdict: 'not-anomaly',
        history: [{ comment: 'switched off at night', undoneBy: null }],
      });
      expect(await ask('audit?limit=1')).toMatchObject({
        items: [{ action: 'alert.feedback.given', subject: alert!.id }],
      });
    },
    patienceMs,
  );

  it(
    'is undone by going back to the version from before it: the next stop alerts',
    async () => {
      const { items } = (await ask('detectors/versions')) as { items: readonly { id: string; reason: string }[] };
      const before = items.find(({ reason }) => reason === 'before-feedback')!;
      const back = await sendJson(at(`detectors/versions/${before.id}/rollback`), 'POST', { asset: crah });
      expect(back).toMatchObject({ status: 202, json: { versionId: before.id, asset: crah } });
      await report(60, running);
      await report(10, standing);
      await eventually(alerts, (all) => all.length === 2 && all[0]?.state === 'firing');
      const [, older] = await alerts();
      const { json } = await call(at(`alerts/${older!.id}/feedback`));
      expect(json).toMatchObject({ history: [{ undoneBy: (back.json as { id: string }).id }] });
    },
    patienceMs,
  );

  it('is withdrawn, shown with its incident, and refused when it says nothing', async () => {
    const [newest] = await alerts();
    const feedback = `alerts/${newest!.id}/feedback`;
    const { history: earlier } = (await ask(feedback)) as { history: readonly object[] };
    await sendJson(at(feedback), 'POST', { verdict: 'real' });
    expect((await call(at(feedback), { method: 'DELETE' })).json).toMatchObject({
      verdict: null,
      history: [{ verdict: 'withdrawn' }, { verdict: 'real' }, ...earlier],
    });
    const { items } = (await ask('incidents')) as { items: readonly { id: string }[] };
    const onIncident = `incidents/${items[0]!.id}/feedback`;
    expect(await sendJson(at(onIncident), 'POST', { verdict: 'real' })).toMatchObject({ status: 200 });
    expect(await ask(onIncident)).toMatchObject({ verdict: 'real', history: [{ incidentId: items[0]!.id }] });
    expect((await sendJson(at(feedback), 'POST', { verdict: 'nonsense' })).status).toBe(400);
    expect((await sendJson(at('alerts/nothing/feedback'), 'POST', { verdict: 'real' })).status).toBe(404);
    expect((await sendJson(at('detectors/versions/nothing/rollback'), 'POST', {})).status).toBe(404);
    expect((await sendJson(at('detectors/versions'), 'POST', { name: 'calm' })).status).toBe(202);
  });
});
