import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import type { TelemetryBus } from '../../src/ports/telemetry-bus.js';
import { MemoryAlertLog } from '../alerting/stand-ins.js';
import { eventually } from '../e2e/plenum-process.js';
import { InfluxTestServer } from '../servers/influx.js';
import { pipelineSeries, startPipeline } from './influx-pipeline.js';
import { fleet, freshBucket, openStore, registryOf } from './influx-stores.js';

/** Building the server, where it is missing, takes minutes. */
const buildMs = 3_600_000;

/**
 * A real InfluxDB, whose logs are torn as a crash tears them: it then acknowledges rows that its next start drops. The
 * rows of both groups must be there all the same.
 */
describe('rows that InfluxDB has acknowledged and lost', () => {
  let server: InfluxTestServer;
  let dir: string;
  let bucket: string;
  let alertLog: MemoryAlertLog;
  let pipeline: Awaited<ReturnType<typeof startPipeline>>;
  let startMs: number;
  let round = 0;

  beforeAll(async () => {
    server = await InfluxTestServer.start();
  }, buildMs);
  afterAll(() => server.stop());

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'plenum-rewind-'));
    bucket = freshBucket();
    alertLog = new MemoryAlertLog();
    startMs = Date.now() - 1_800_000;
    round = 0;
    pipeline = await start();
  });
  afterEach(async () => {
    await pipeline.stop();
    await rm(dir, { recursive: true });
  });

  const start = () => startPipeline({ server, dir, bucket, alertLog });
  const sent = () => round * pipelineSeries;
  const send = async (bus: TelemetryBus, rounds: number) => {
    for (const last = round + rounds; round < last; round += 1) {
      const at = startMs + round * 1_000;
      await bus.publish(
        batchOf(Array.from({ length: pipelineSeries }, (_, i) => ({ seriesId: i + 1, at, value: 20 + i }))),
      );
    }
  };
  const isDone = async () => {
    const { bus } = pipeline;
    await eventually(
      () => Promise.resolve(bus.lag('store').batches),
      (batches) => batches === 0,
    );
  };
  /** Rows with a point and rows with a score. */
  const stored = async () => {
    const answer = await server.query(bucket, 'SELECT count("value"), count("score") FROM /.*/');
    const counts = [...answer.matchAll(/\[0,(\d+),(\d+|null)\]/g)];
    return [1, 2].map((column) => counts.reduce((sum, count) => sum + (Number(count[column]) || 0), 0));
  };
  const everythingIsStored = () =>
    eventually(stored, ([points, scores]) => points === sent() && scores === sent(), 60_000);
  const crash = async () => {
    await server.crash();
    await server.resume();
  };

  it('are written again by processes that were away when it restarted', async () => {
    await send(pipeline.bus, 50);
    await everythingIsStored();
    await pipeline.stop();
    await crash();
    pipeline = await start();
    await send(pipeline.bus, 50);
    await everythingIsStored();
    await isDone();
    await pipeline.stop();
    await server.pause('SIGKILL');
    await server.resume();
    // The control: all of it had been acknowledged, and is lost by now.
    const [points = 0, scores = 0] = await stored();
    expect(points).toBeLessThan(sent());
    expect(scores).toBeLessThan(sent());
    pipeline = await start();
    await everythingIsStored();
  });

  it('are written again while the processes run on, restart after restart', async () => {
    for (let restart = 0; restart < 3; restart += 1) {
      await send(pipeline.bus, 30);
      await everythingIsStored();
      await crash();
      await send(pipeline.bus, 30);
      await everythingIsStored();
    }
    await server.pause('SIGKILL');
    await server.resume();
    await everythingIsStored();
  });

  it('are none once the run has been secured', async () => {
    await crash();
    const { store } = await openStore(server, registryOf(fleet(1)), { bucket });
    const append = (second: number) =>
      store.appendPoints(batchOf([{ seriesId: 1, at: startMs + second * 1_000, value: second }]));
    const seconds = async () => {
      const answer = await store.readPoints({ seriesId: 1, fromMs: startMs, toMs: startMs + 60_000, limit: 100 });
      return [...answer.value];
    };
    await append(1);
    await crash();
    await append(2);
    const run = await store.runs.secure();
    expect(run).toBe(store.runs.current);
    await append(3);
    await server.pause('SIGKILL');
    await server.resume();
    expect(await seconds()).toEqual([1, 2, 3]);
    expect(await store.runs.secure()).toBeGreaterThan(run);
    await crash();
    await append(4);
    await server.pause('SIGKILL');
    await server.resume();
    // The control: this run was not secured.
    expect(await seconds()).toEqual([1, 2, 3]);
    await store.close();
  });
});
