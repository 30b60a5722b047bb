import { setTimeout as pause } from 'node:timers/promises';
import { type RunningService, startService } from '../../test/e2e/plenum-process.js';

const racks = 50;
const historyHours = 48;
const requestsPerSecond = 200;
const seconds = 10;
const patienceMs = 300_000;

export interface QueryFigures {
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** How long a running service takes to answer for the forecast of one series, asked for at a steady rate. */
export async function measureQueries(): Promise<QueryFigures> {
  const service = await startService();
  try {
    await report(service);
    const ids = await forecastIds(service);
    await askSteadily(service, ids, 2);
    const times = [...(await askSteadily(service, ids, seconds))].sort((a, b) => a - b);
    const at = (share: number) => times[Math.floor(times.length * share)] ?? NaN;
    return { medianMs: at(0.5), p99Ms: at(0.99) };
  } finally {
    await service.stop();
  }
}

async function report({ url }: RunningService): Promise<void> {
  const end = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  const at = Array.from({ length: historyHours * 4 }, (_, i) => end - (historyHours * 4 - i) * 900_000);
  const series = Array.from({ length: racks }, (_, rack) => {
    const values = at.map((_, i) => 5000 + 900 * Math.sin((2 * Math.PI * i) / 96) + rack);
    return { asset: `rack-${rack}`, metric: 'dc.rack.power', at, values };
  });
  const body = JSON.stringify({ series });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/v1/telemetry`, { method: 'POST', body, headers });
  if (!answer.ok) throw new Error(`the service answered ${answer.status}: ${await answer.text()}`);
}

/** Of all the series, once all of them are forecast. */
async function forecastIds(service: RunningService): Promise<readonly number[]> {
  const giveUpAt = Date.now() + patienceMs;
  while (Date.now() < giveUpAt) {
    const page = (await service.get('/api/v1/forecasts?metric=dc.rack.power')) as {
      items: { subject: { seriesId: number } }[];
    };
    if (page.items.length === racks) return page.items.map(({ subject }) => subject.seriesId);
    await pause(1_000);
  }
  throw new Error('the series were not forecast');
}

async function askSteadily({ url }: RunningService, ids: readonly number[], forSeconds: number): Promise<number[]> {
  const times: Promise<number>[] = [];
  const startedAt = performance.now();
  for (let request = 0; request < forSeconds * requestsPerSecond; request++) {
    await pause(Math.max(0, startedAt + (request * 1000) / requestsPerSecond - performance.now()));
    times.push(ask(`${url}/api/v1/forecasts?series=${ids[request % ids.length] ?? 0}`));
  }
  return Promise.all(times);
}

async function ask(url: string): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(url);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the service answered ${answer.status}`);
  return performance.now() - startedAt;
}
