import { loadavg } from 'node:os';
import { type BenchRow, benchRow } from '../detection/bench-row.js';
import { measureAlertLatency } from '../service/alert-latency.js';
import { fieldsPerHost } from '../service/load-body.js';
import { awaitArrivals, reportedArrivals, storedRows } from './arrivals.js';
import { cpuSeconds } from './cpu-seconds.js';
import { Rig } from './rig.js';
import { runSteps } from './run-steps.js';
import { type StepPlan, stepMs } from './step-plan.js';

/** Taken in, stored and scored by one process a role, on two cores that carry the servers and the load as well. */
const targetPointsPerSecond = 100_000;
const targetLatencySeconds = 1;
const hosts = 500;
/** An hour: further back, rows would count as late. */
const steps = 360;
/** Steps in which series are made and their detectors warm up. */
const warmUpSteps = 40;
const catchUpLimitSeconds = 120;
const probes = 50;
const latencySteps = 150;

/** Measures distributed mode: full load until every point and score is in InfluxDB, then alert latency at half the target. */
export async function runDistributedBench(): Promise<readonly BenchRow[]> {
  const rig = await Rig.start();
  try {
    const plan: Omit<StepPlan, 'prefix' | 'fromStep' | 'toStep'> = {
      url: rig.ingest.url,
      gzip: false,
      hosts,
      connections: 4,
      startsAt: Date.now() - steps * stepMs,
    };
    const full = await measureChain(rig, plan);
    const direct = await measureDirect(rig, plan);
    const latency = await measureLatency(rig, plan);
    return [...full, ...direct, ...latency];
  } finally {
    await rig.stop();
  }
}

type Plan = Omit<StepPlan, 'prefix' | 'fromStep' | 'toStep'>;

async function measureChain(rig: Rig, plan: Plan): Promise<readonly BenchRow[]> {
  const warm = await runSteps({ ...plan, prefix: 'bench', fromStep: 0, toStep: warmUpSteps });
  await awaitArrivals(rig, { points: warm.points, scores: warm.points }, catchUpLimitSeconds);
  const before = cpuSeconds();
  const startedAt = performance.now();
  const sent = await runSteps({ ...plan, prefix: 'bench', fromStep: warmUpSteps, toStep: steps });
  const all = warm.points + sent.points;
  await awaitArrivals(rig, { points: all, scores: all }, catchUpLimitSeconds);
  const seconds = (performance.now() - startedAt) / 1000;
  const load = loadavg()[0] ?? NaN;
  const after = cpuSeconds();
  const stored = await storedRows(rig);
  if (stored.points !== all || stored.scores !== all) {
    throw new Error(`${all} points were sent, InfluxDB has ${stored.points} points and ${stored.scores} scores`);
  }
  return [
    row('sent over HTTP, stored and scored in InfluxDB', sent.points / seconds, 'points/s', targetPointsPerSecond),
    row('of that: acknowledged to the sender', sent.points / sent.seconds, 'points/s'),
    row('load average at the end of it', load, '1'),
    ...[...after].map(([name, total]) =>
      row(`CPU of ${name}`, ((total - (before.get(name) ?? 0)) * 1e6) / sent.points, 'µs/point'),
    ),
  ];
}

/** The same lines written to the same InfluxDB without Plenum: no scores, no bands. */
async function measureDirect(rig: Rig, plan: Plan): Promise<readonly BenchRow[]> {
  const { url, org, token } = rig.servers.influx;
  const influx = { org, bucket: 'setup', token };
  const direct = await runSteps({
    ...plan,
    url,
    influx,
    prefix: 'bench',
    gzip: true,
    fromStep: warmUpSteps,
    toStep: steps,
  });
  return [row('the same lines written to InfluxDB directly, unscored', direct.points / direct.seconds, 'points/s')];
}

async function measureLatency(rig: Rig, plan: Plan): Promise<readonly BenchRow[]> {
  const before = await reportedArrivals(rig);
  const pointsPerSecond = targetPointsPerSecond / 2;
  const warm = await runSteps({ ...plan, prefix: 'steady', fromStep: 0, toStep: 5 });
  await awaitArrivals(
    rig,
    { points: before.points + warm.points, scores: before.scores + warm.points },
    catchUpLimitSeconds,
  );
  const [loaded, latencies] = await Promise.all([
    runSteps({ ...plan, prefix: 'steady', fromStep: 5, toStep: 5 + latencySteps, pointsPerSecond }),
    measureAlertLatency({ write: rig.ingest.url, read: rig.api.url }, probes),
  ]);
  const quantile = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? NaN;
  return [
    row('load during the latency probes', loaded.points / loaded.seconds, 'points/s', pointsPerSecond),
    row('alerts raised, of all probes', latencies.filter(Number.isFinite).length / latencies.length, '1', 1),
    row('detection latency, median', quantile(0.5), 's'),
    row('detection latency, 99th percentile', quantile(0.99), 's', targetLatencySeconds),
  ];
}

function row(what: string, value: number, unit: string, target?: number): BenchRow {
  return benchRow({ area: 'distributed', what, value, unit, target, reference: '' });
}
