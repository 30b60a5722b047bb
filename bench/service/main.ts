import { type BenchRow, benchRow } from '../detection/bench-row.js';
import { measureAlertLatency } from './alert-latency.js';
import { type LoadPlan, usualLoad } from './load-plan.js';
import { runLoad } from './run-load.js';
import { measureStockClient } from './stock-client.js';
import { awaitCaughtUp, type Observation, watchWhile } from './watch-service.js';

/** Acknowledged, stored and scored, on two cores that also make the load. */
const targetPointsPerSecond = 200_000;
const targetLatencySeconds = 1;
const catchUpLimitSeconds = 300;
const probes = 50;
const stockClientPoints = 1_000_000;
/** How long the load goes on beside the latency probes. */
const latencySeconds = 20;
const reference = '';
const area = 'service';

export interface ServiceBenchOptions {
  readonly loadSeconds: number;
}

/** Measures a running service: a stock client, full load until every point is stored and scored, then alert latency at half the target. */
export async function runServiceBench(url: string, { loadSeconds }: ServiceBenchOptions): Promise<readonly BenchRow[]> {
  const load: LoadPlan = { ...usualLoad, url, durationSeconds: loadSeconds };
  const stockClient = await measureStockClient(url, stockClientPoints);
  await awaitCaughtUp(url, catchUpLimitSeconds);
  // The first requests make 20 000 series; a service meets each series once.
  await runLoad({ ...load, durationSeconds: 1 });
  await awaitCaughtUp(url, catchUpLimitSeconds);
  const full = await measureFullLoad(load);
  const what = 'stock InfluxDB client, 1,000,000 points acknowledged';
  return [
    benchRow({ area, what, value: stockClient, unit: 'points/s', target: targetPointsPerSecond, reference }),
    ...full,
    ...(await measureLatencyUnderLoad(load)),
  ];
}

async function measureFullLoad(load: LoadPlan): Promise<readonly BenchRow[]> {
  const startedAt = performance.now();
  const loading = runLoad(load);
  const throughout = loading.then(() => awaitCaughtUp(load.url, catchUpLimitSeconds));
  const observations = await watchWhile(load.url, throughout);
  await throughout;
  const endToEndSeconds = (performance.now() - startedAt) / 1000;
  const { points, seconds, overloaded } = await loading;
  const row = (what: string, value: number, unit: string, target?: number) =>
    benchRow({ area, what, value, unit, target, reference });
  return [
    row('end to end: acknowledged, stored and scored', points / endToEndSeconds, 'points/s', targetPointsPerSecond),
    row('acknowledged while loading', points / seconds, 'points/s'),
    row('requests answered 429', overloaded, 'requests'),
    row('largest lag', Math.max(...observations.map(({ lagPoints }) => lagPoints)), 'points'),
    ...memoryRows(observations).map(([what, value, unit]) => row(what, value, unit)),
  ];
}

function memoryRows(observations: readonly Observation[]): readonly (readonly [string, number, string])[] {
  const mebibytes = observations.map(({ rssBytes }) => rssBytes / 2 ** 20);
  return [
    ['memory, largest resident set', Math.max(...mebibytes), 'MiB'],
    ['memory at the end', mebibytes.at(-1) ?? 0, 'MiB'],
    ['memory growth over the second half', growthPerMinute(observations.slice(observations.length >> 1)), 'MiB/min'],
  ];
}

/** Slope of the least-squares line through the resident set over time. */
function growthPerMinute(observations: readonly Observation[]): number {
  const n = observations.length;
  const mean = (of: (observation: Observation) => number) => observations.reduce((sum, one) => sum + of(one), 0) / n;
  const meanSeconds = mean(({ seconds }) => seconds);
  const meanBytes = mean(({ rssBytes }) => rssBytes);
  const covariance = mean(({ seconds, rssBytes }) => (seconds - meanSeconds) * (rssBytes - meanBytes));
  const variance = mean(({ seconds }) => (seconds - meanSeconds) ** 2);
  return variance === 0 ? 0 : ((covariance / variance) * 60) / 2 ** 20;
}

async function measureLatencyUnderLoad(load: LoadPlan): Promise<readonly BenchRow[]> {
  const pointsPerSecond = targetPointsPerSecond / 2;
  const [loaded, latencies] = await Promise.all([
    runLoad({ ...load, durationSeconds: latencySeconds, pointsPerSecond }),
    measureAlertLatency({ write: load.url, read: load.url }, probes),
  ]);
  await awaitCaughtUp(load.url, catchUpLimitSeconds);
  const quantile = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? NaN;
  const row = (what: string, value: number, unit: string, target?: number) =>
    benchRow({ area, what, value, unit, target, reference });
  return [
    row('load during the latency probes', loaded.points / loaded.seconds, 'points/s', pointsPerSecond),
    row('alerts raised, of all probes', latencies.filter(Number.isFinite).length / latencies.length, '1', 1),
    row('detection latency, median', quantile(0.5), 's'),
    row('detection latency, 99th percentile', quantile(0.99), 's', targetLatencySeconds),
  ];
}
