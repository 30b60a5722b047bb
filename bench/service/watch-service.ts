import { setTimeout as pause } from 'node:timers/promises';
import { readServiceMetrics, type ServiceMetrics } from './service-metrics.js';

export interface Observation extends ServiceMetrics {
  readonly seconds: number;
}

const everyMs = 500;

/** Samples the service's own metrics from now until `until` settles, and the last time right after it. */
export async function watchWhile(url: string, until: Promise<unknown>): Promise<readonly Observation[]> {
  const startedAt = performance.now();
  const observations: Observation[] = [];
  let settled = false;
  const end = () => (settled = true);
  void until.then(end, end);
  while (!settled) {
    observations.push(await observe(url, startedAt));
    await Promise.race([pause(everyMs), until.catch(() => undefined)]);
  }
  observations.push(await observe(url, startedAt));
  return observations;
}

/** Waits until every consumer has caught up. Rejects when that takes longer than the limit. */
export async function awaitCaughtUp(url: string, limitSeconds: number): Promise<void> {
  const giveUpAt = performance.now() + limitSeconds * 1000;
  while ((await readServiceMetrics(url)).lagPoints > 0) {
    if (performance.now() > giveUpAt) throw new Error(`the service has not caught up within ${limitSeconds} s`);
    await pause(50);
  }
}

async function observe(url: string, startedAt: number): Promise<Observation> {
  const metrics = await readServiceMetrics(url);
  return { seconds: (performance.now() - startedAt) / 1000, ...metrics };
}
