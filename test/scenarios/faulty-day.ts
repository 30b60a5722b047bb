import { setTimeout as pause } from 'node:timers/promises';
import { call, sendJson } from '../e2e/api-call.js';
import { patienceMs, type RunningService } from '../e2e/plenum-process.js';
import type { AskInfluxQl } from './panel-run.js';

/** The device whose fan fails at the end of the day. */
export const faultyAsset = 'hall-1-crah-1';

/** Environment of a service that makes a day of the twin and watches its own machine. */
export const faultyDayEnv: Readonly<Record<string, string>> = {
  PLENUM_TWIN: 'on',
  PLENUM_TWIN_BACKFILL_HOURS: '24',
  PLENUM_TWIN_STEP_SECONDS: '10',
  PLENUM_HOST_SOURCE: 'on',
  PLENUM_HOST_INTERVAL_SECONDS: '1',
  PLENUM_HOST_NAME: 'this-machine',
};

/**
 * Lets the service make its day, breaks a fan and sends what must be refused. Resolves with the end of the day, epoch ms,
 * when the alert is raised, everything is stored, and `ask` finds the refusals in the telemetry.
 */
export async function makeFaultyDay(service: RunningService, ask: AskInfluxQl): Promise<number> {
  const twin = async () =>
    (await service.get('/api/v1/twin')) as { readonly now: string; readonly backfill: { readonly done: boolean } };
  const setSpeed = (speed: number) => sendJson(new URL('/api/v1/twin/clock', service.url), 'PUT', { speed });
  const count = async (what: string) =>
    Number((await ask(`SELECT count("value") FROM "plenum.${what}.rate"`))[0]?.values[0]?.[1] ?? 0);

  await until('the day is made', async () => (await twin()).backfill.done);
  await sendJson(new URL('/api/v1/twin/faults', service.url), 'POST', { kind: 'crah-fan-failure', asset: faultyAsset });
  await setSpeed(30);
  await until('the fan has an alert', async () => {
    const { items } = (await service.get(`/api/v1/alerts?asset=${faultyAsset}`)) as { items: readonly unknown[] };
    return items.length > 0;
  });
  await setSpeed(1);
  await until('something was refused, more than once', async () => {
    await call(new URL('/api/v2/write', service.url), { method: 'POST', body: 'no line protocol' });
    await call(new URL('/query?q=SHOW', service.url));
    return (await Promise.all(['errors', 'dropped'].map(count))).every((refusals) => refusals > 1);
  });
  await until('everything is stored', async () => {
    const { text } = await call(new URL('/metrics', service.url));
    return /^plenum_bus_lag_points\{group="store"\} 0$/m.test(text);
  });
  return Math.max(Date.now(), Date.parse((await twin()).now));
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`${what}: not within ${patienceMs / 1000} s`);
    await pause(200);
  }
}
