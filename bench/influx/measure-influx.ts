import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { RecordingMetrics } from '../../src/adapters/system/recording-metrics.js';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { InfluxTelemetryStore } from '../../src/adapters/telemetry-store/influx/influx-telemetry-store.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { InfluxTestServer } from '../../test/servers/influx.js';

const seriesCount = 2_000;
const batchSize = 50_000;
const stepMs = 10_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;
const repetitions = 15;

export interface InfluxFigures {
  readonly pointsPerSecond: number;
  readonly scoresPerSecond: number;
  /** Points with their scores. */
  readonly rollUpPerSecond: number;
  readonly statsMs: number;
  readonly latestMs: number;
  /** One series: how long, at which step (0: raw), rows returned, median ms. */
  readonly reads: readonly {
    readonly spanMs: number;
    readonly stepMs: number;
    readonly rows: number;
    readonly ms: number;
  }[];
}

/** A million points and scores of 2,000 series, and a week of one more series, on a real server. */
export async function measureInflux(points = 1_000_000): Promise<InfluxFigures> {
  const server = await InfluxTestServer.start();
  const nowMs = Math.floor(Date.now() / hourMs) * hourMs;
  const clock = new FakeClock(nowMs);
  const registry = new SeriesRegistry();
  for (let index = 0; index <= seriesCount; index += 1) {
    const identity = { assetId: `srv-${Math.floor(index / 10)}`, metric: `hw.metric_${index % 10}`, component: 'a' };
    registry.intern(identity, { unit: '1', source: 'twin', simulated: true });
  }
  const { url, org, token } = server;
  const store = await InfluxTelemetryStore.open(
    { server: { url, org, token } },
    { registry, clock, metrics: new RecordingMetrics(), log: new RecordingLog() },
  );
  try {
    const started = nowMs - 2 * hourMs;
    const batches = Array.from({ length: points / batchSize }, (_, index) => batchFrom(index * batchSize, started));
    const pointsPerSecond = await rate(points, async () => {
      for (const batch of batches) await store.appendPoints(batch);
    });
    const scoresPerSecond = await rate(points, async () => {
      for (const { length, seriesIds, at, values } of batches) {
        const column = Float32Array.from(values);
        await store.appendScores({
          length,
          seriesIds,
          at,
          score: column,
          expected: column,
          lower: column,
          upper: column,
        });
      }
    });
    const statsMs = await median(() => store.stats());
    const ids = Array.from({ length: seriesCount }, (_, index) => index + 1);
    const latestMs = await median(() => store.latest(ids));
    clock.advance(3 * hourMs);
    const rollUpPerSecond = await rate(points, () => store.rollUp());
    await store.appendPoints(weekOf(seriesCount + 1, nowMs));
    // Rows that have just come may still be on their way to a roll-up.
    clock.advance(hourMs);
    await store.rollUp();
    const reads = [];
    for (const [spanMs, step] of [
      [hourMs, 0],
      [dayMs, 0],
      [dayMs, 60_000],
      [7 * dayMs, 60_000],
      [7 * dayMs, hourMs],
    ] as const) {
      const query = { seriesId: seriesCount + 1, fromMs: nowMs - spanMs, toMs: nowMs, limit: 100_000 };
      let rows = 0;
      const ms = await median(async () => {
        rows = (await store.readPoints(step === 0 ? query : { ...query, stepMs: step })).at.length;
      });
      reads.push({ spanMs, stepMs: step, rows, ms });
    }
    return { pointsPerSecond, scoresPerSecond, rollUpPerSecond, statsMs, latestMs, reads };
  } finally {
    await store.close();
    await server.stop();
  }
}

/** Rounds over all series, ten seconds apart; readings with a tenth of resolution. */
function batchFrom(first: number, startedMs: number) {
  const index = (row: number) => first + row;
  const rows = { length: batchSize };
  return {
    length: batchSize,
    seriesIds: Int32Array.from(rows, (_, row) => 1 + (index(row) % seriesCount)),
    at: Float64Array.from(rows, (_, row) => startedMs + Math.floor(index(row) / seriesCount) * stepMs),
    values: Float64Array.from(rows, (_, row) => Math.round(Math.sin(index(row) * 1.7) * 1_000) / 10),
  };
}

function weekOf(seriesId: number, nowMs: number) {
  const length = (7 * dayMs) / stepMs;
  return {
    length,
    seriesIds: new Int32Array(length).fill(seriesId),
    at: Float64Array.from({ length }, (_, row) => nowMs - 7 * dayMs + row * stepMs),
    values: Float64Array.from({ length }, (_, row) => Math.round(Math.sin(row / 100) * 1_000) / 10),
  };
}

async function rate(rows: number, work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (rows / (performance.now() - startedMs)) * 1_000;
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const startedMs = performance.now();
    await work();
    times.push(performance.now() - startedMs);
  }
  return times.sort((a, b) => a - b)[Math.floor(repetitions / 2)] ?? Number.NaN;
}
