import { setTimeout as pause } from 'node:timers/promises';
import { mulberry32 } from './mulberry32.js';
import { WriteClient } from './write-client.js';

const stepMs = 10_000;
const historyPoints = 2_000;
/** Long enough in event time for the longest hold of the alert rule. */
const troublePoints = 12;
const pollMs = 10;
const giveUpMs = 10_000;

/** Addresses of the process that takes telemetry and of the one that shows alerts. */
export interface Service {
  readonly write: string;
  readonly read: string;
}

/**
 * Seconds from the write of an anomaly to its alert in `GET /api/v1/alerts`, one entry a probe in ascending order;
 * Infinity for an alert that did not come. A probe is a calm series whose last two minutes, written in one request,
 * leave its band: hold times pass in event time, so that only the service's own time is measured.
 */
export async function measureAlertLatency(service: Service, probes: number): Promise<readonly number[]> {
  return (await prepareAlertProbes(service, probes)).measure();
}

/** Writes the calm part of the probes, which is more than their trouble, so that it is over when load begins. */
export async function prepareAlertProbes(service: Service, probes: number) {
  const client = new WriteClient(service.write, false);
  const now = Date.now();
  const names = Array.from({ length: probes }, (_, probe) => `probe-${now.toString(36)}-${probe}`);
  for (const [index, name] of names.entries()) await write(client, calmLines(name, now, index));
  /** One probe after the other, with a pause of `pauseMs` between them. */
  const measure = async (pauseMs = 0): Promise<readonly number[]> => {
    const seconds: number[] = [];
    for (const name of names) {
      const startedAt = performance.now();
      await write(client, troubleLines(name, now));
      const isRaised = await hasAlert(service.read, name, startedAt + giveUpMs);
      seconds.push(isRaised ? (performance.now() - startedAt) / 1000 : Infinity);
      await pause(pauseMs);
    }
    client.close();
    return seconds.sort((a, b) => a - b);
  };
  return { points: probes * historyPoints, measure };
}

function calmLines(name: string, now: number, seed: number): string {
  const random = mulberry32(seed);
  const startsAt = now - (historyPoints + troublePoints) * stepMs;
  return Array.from({ length: historyPoints }, (_, step) =>
    line(name, startsAt + step * stepMs, 22 + (random() - 0.5) * 0.6),
  ).join('');
}

function troubleLines(name: string, now: number): string {
  const startsAt = now - troublePoints * stepMs;
  return Array.from({ length: troublePoints }, (_, step) => line(name, startsAt + step * stepMs, 45 + step)).join('');
}

function line(name: string, at: number, celsius: number): string {
  return `chassis,host=${name} inlet_celsius=${celsius.toFixed(2)} ${at}\n`;
}

async function write(client: WriteClient, lines: string): Promise<void> {
  const answer = await client.write(Buffer.from(lines));
  if (answer.status !== 204) throw new Error(`the service answered ${answer.status}: ${answer.text.slice(0, 500)}`);
}

async function hasAlert(url: string, asset: string, giveUpAt: number): Promise<boolean> {
  const query = new URL(`/api/v1/alerts?asset=${asset}&state=firing`, url);
  while (performance.now() < giveUpAt) {
    const { items } = (await (await fetch(query)).json()) as { items: readonly unknown[] };
    if (items.length > 0) return true;
    await pause(pollMs);
  }
  return false;
}
