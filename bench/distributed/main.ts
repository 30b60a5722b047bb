import { loadavg } from 'node:os';
import { type BenchRow, benchRow } from '../detection/bench-row.js';
import { prepareAlertProbes } from '../service/alert-latency.js';
import { awaitArrivals, reportedArrivals, storedRows } from './arrivals.js';
import { cpuSeconds } from './cpu-seconds.js';
import { Rig } from './rig.js';
import { runSteps } from './run-steps.js';
import { type StepPlan, stepMs } from './step-plan.js';

/** Taken in, stored and scored by one process a role, on two cores that carry the servers and the load as well. */
const targetPointsPerSecond = 100_000;
const targetLatencySeconds = 1;
/** Hosts with twenty series each, and an hour of theirs: further back, rows would count as late. */
const hosts = 500;
const steps = 360;
/** Steps in which series are made and their detectors warm up. */
const warmUpSteps = 40;
const catchUpLimitSeconds = 120;
const probes = 100;
/** Spreads the probes over the load, which lasts a minute at half the target. */
const probePauseMs = 400;
const latencySteps = 300;

/** What all loads of the bench have in common. */
type Load = Omit<StepPlan, 'prefix' | 'fromStep' | 'toStep'>;

/**
 * Measures distributed mode: full load until every point and every score is in InfluxDB, the same lines written to
 * InfluxDB directly, then alert latency at half the target.
 */
export async function runDistributedBench(): Promise<readonly BenchRow[]> {
  const rig = await Rig.start();
  try {
    const startsAt = Date.now() - steps * stepMs;
    const load: Load = { url: rig.ingest.url, gzip: false, hosts, connections: 4, startsAt };
    return [
      ...(await measureChain(rig, load)),
      ...(await measureDirectWrite(rig, load)),
      ...(await measureLatency(rig, load)),
    ];
  } finally {
    await rig.stop();
  }
}

async function measureChain(rig: Rig, load: Load): Promise<readonly BenchRow[]> {
  const warm = await runSteps({ ...load, prefix: 'full', fromStep: 0, toStep: warmUpSteps });
  await awaitArrivals(rig, { points: warm.points, scores: warm.points }, catchUpLimitSeconds);
  const before = cpuSeconds();
  const startedAt = performance.now();
  const sent = await runSteps({ ...load, prefix: 'full', fromStep: warmUpSteps, toStep: steps });
  const all = warm.points + sent.points;
  await awaitArrivals(rig, { points: all, scores: all }, catchUpLimitSeconds);
  const seconds = (performance.now() - startedAt) / 1000;
  const after = cpuSeconds();
  const stored = await storedRows(rig);
  if (stored.points !== all || stored.scores !== all) {
    throw new Error(`${all} points were sent, InfluxDB has ${stored.points} points and ${stored.scores} scores`);
  }
  const cpu = [...after].map(
    ([name, total]) => [name, ((total - (before.get(name) ?? 0)) * 1e6) / sent.points] as const,
  );
  return [
    row('sent over HTTP, stored and scored in InfluxDB', sent.points / seconds, 'points/s', targetPointsPerSecond),
    row('acknowledged to the sender meanwhile', sent.points / sent.seconds, 'points/s'),
    busy('full load'),
    row('CPU of everything', sumOf(cpu.map(([, micros]) => micros)), 'µs/point'),
    ...cpu.map(([name, micros]) => row(`CPU of ${name}`, micros, 'µs/point')),
  ];
}

async function measureDirectWrite(rig: Rig, load: Load): Promise<readonly BenchRow[]> {
  const { url, org, token } = rig.servers.influx;
  const influx = { org, bucket: 'setup', token };
  const plan = { ...load, url, influx, prefix: 'full', fromStep: warmUpSteps, toStep: steps };
  const { points, seconds } = await runSteps(plan);
  return [row('the same lines written to InfluxDB directly, unscored', points / seconds, 'points/s')];
}

async function measureLatency(rig: Rig, load: Load): Promise<readonly BenchRow[]> {
  const { points, scores } = await reportedArrivals(rig);
  const alertProbes = await prepareAlertProbes({ write: rig.ingest.url, read: rig.api.url }, probes);
  const warm = await runSteps({ ...load, prefix: 'half', fromStep: 0, toStep: warmUpSteps });
  const added = warm.points + alertProbes.points;
  await awaitArrivals(rig, { points: points + added, scores: scores + added }, catchUpLimitSeconds);
  const toStep = warmUpSteps + latencySteps;
  const pointsPerSecond = targetPointsPerSecond / 2;
  const [loaded, latencies] = await Promise.all([
    runSteps({ ...load, prefix: 'half', fromStep: warmUpSteps, toStep, pointsPerSecond }),
    alertProbes.measure(probePauseMs),
  ]);
  const quantile = (share: number) => latencies[Math.floor(share * (latencies.length - 1))] ?? NaN;
  return [
    row('load during the latency probes', loaded.points / loaded.seconds, 'points/s', pointsPerSecond),
    busy('the latency probes'),
    row('alerts raised, of all probes', latencies.filter(Number.isFinite).length / latencies.length, '1', 1),
    row('detection latency, median', quantile(0.5), 's'),
    row('detection latency, 99th percentile', quantile(0.99), 's', targetLatencySeconds),
  ];
}

/** Tells a busy machine, whose figures mean less, from one that did nothing else. */
function busy(phase: string): BenchRow {
  return row(`load average of the machine after ${phase}`, loadavg()[0] ?? NaN, 'processes');
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function row(what: string, value: number, unit: string, target?: number): BenchRow {
  return benchRow({ area: 'distributed', what, value, unit, target, reference: '' });
}
