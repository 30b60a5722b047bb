import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, sendJson } from './api-call.js';
import { eventually, patienceMs, runPlenum, startService, type RunningService } from './plenum-process.js';
import { seriesOf } from './stored-points.js';

interface Twin {
  readonly simulated: true;
  readonly speed: number;
  readonly now: string;
  readonly backfill: { readonly done: boolean };
  readonly faults: readonly { readonly id: string; readonly kind: string; readonly asset: string }[];
  readonly faultKinds: readonly { readonly kind: string }[];
}

describe('an operator plays with the digital twin', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await startService({
      PLENUM_TWIN: 'on',
      PLENUM_TWIN_BACKFILL_HOURS: '0.2',
      PLENUM_TWIN_STEP_SECONDS: '1',
    });
    await eventually(twin, ({ backfill }) => backfill.done);
  }, patienceMs);
  afterAll(() => service.stop());

  const twin = async (): Promise<Twin> => (await service.get('/api/v1/twin')) as Twin;
  const plenum = (...args: readonly string[]) => runPlenum([...args, '--url', service.url]);
  const actionsAudited = async () => {
    const { items } = (await service.get('/api/v1/audit')) as { items: readonly { action: string }[] };
    return items.map(({ action }) => action);
  };

  it('its telemetry is marked as simulated everywhere', async () => {
    const series = await eventually(
      () => seriesOf(service.url, 'hall-1-crah-1'),
      (found) => found.length > 0 && found.every(({ latest }) => latest !== null),
    );
    expect(series.map(({ source }) => source)).toContain('twin');
    expect(series.filter(({ source }) => source !== 'twin' && source !== 'derived')).toEqual([]);
    expect(series.every((one) => 'simulated' in one && one.simulated === true)).toBe(true);
    expect(await service.get('/api/v1/assets/hall-1-crah-1')).toMatchObject({ simulated: true, discovered: false });
    expect((await twin()).simulated).toBe(true);
  });

  it('names every kind of fault in the help of the command line', async () => {
    const { stdout } = await plenum('twin', 'inject', '--help');
    for (const { kind } of (await twin()).faultKinds) expect(stdout).toContain(kind);
  });

  it('breaks a fan and mends it, from the command line', async () => {
    const injected = await plenum('twin', 'inject', 'crah-fan-failure', 'hall-1-crah-1', '--for', '600');
    expect(injected).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/crah-fan-failure on hall-1-crah-1.*simulated/),
    });
    const [fault] = (await twin()).faults;
    expect(fault).toMatchObject({ kind: 'crah-fan-failure', asset: 'hall-1-crah-1' });
    expect((await plenum('twin', 'clear', fault!.id)).code).toBe(0);
    expect((await twin()).faults).toEqual([]);
    expect(await actionsAudited()).toEqual(expect.arrayContaining(['twin.fault.injected', 'twin.fault.cleared']));
  });

  it('breaks a fan and sees it stand, over the API', async () => {
    const fanSpeed = async () =>
      (await seriesOf(service.url, 'hall-1-crah-2')).find(({ metric }) => metric === 'dc.crah.fan_speed')?.latest
        ?.value;
    expect(await fanSpeed()).toBeGreaterThan(0);
    const body = { kind: 'crah-fan-failure', asset: 'hall-1-crah-2' };
    const { status, json } = await sendJson(new URL('/api/v1/twin/faults', service.url), 'POST', body);
    expect(status).toBe(201);
    expect(await eventually(fanSpeed, (speed) => speed === 0)).toBe(0);
    const { id } = json as { id: string };
    const cleared = await call(new URL(`/api/v1/twin/faults/${id}`, service.url), { method: 'DELETE' });
    expect(cleared.json).toMatchObject({ id });
  });

  it('lets time run faster', async () => {
    expect(await plenum('twin', 'speed', '600')).toMatchObject({ code: 0 });
    const { now, speed } = await twin();
    expect(speed).toBe(600);
    await eventually(twin, (later) => Date.parse(later.now) - Date.parse(now) >= 120_000);
    expect((await plenum('twin', 'speed', '1')).code).toBe(0);
  });

  it.each([
    ['a fault that there is not', ['inject', 'meteor', 'hall-1-crah-1'], /crah-fan-failure/],
    [
      'an asset that there is not',
      ['inject', 'crah-fan-failure', 'hall-9'],
      /no asset "hall-9".*such as "hall-1-crah-1"/,
    ],
    ['a fault that has ended', ['clear', 'fault-99'], /no active fault "fault-99"/],
    ['a speed that is none', ['speed', 'fast'], /speed/],
  ])('says what fits when asked for %s', async (_what, args, message) => {
    const { code, stderr, stdout } = await plenum('twin', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
