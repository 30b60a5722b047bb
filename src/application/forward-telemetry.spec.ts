import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryBus } from '../../test/intake/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { RecordingLog } from '../adapters/system/recording-log.js';
import { RecordingMetrics } from '../adapters/system/recording-metrics.js';
import { InProcessTelemetryBus } from '../adapters/telemetry-bus/in-process/in-process-telemetry-bus.js';
import { DomainError } from '../domain/errors.js';
import { batchOf, type TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';
import { ForwardScores } from './forward-scores.js';
import { FORWARD_GROUP, ForwardTelemetry } from './forward-telemetry.js';

const nothing = {
  length: 0,
  seriesIds: new Int32Array(0),
  at: new Float64Array(0),
  score: new Float32Array(0),
  expected: new Float32Array(0),
  lower: new Float32Array(0),
  upper: new Float32Array(0),
};

/** Real: the outbox on disk. Fake: the clock, and the center, which is in memory and can be out of reach. */
describe('forwarding telemetry to the center', () => {
  let dir: string;
  let outbox: InProcessTelemetryBus;
  let central: MemoryBus;
  let isReachable: boolean;
  const clock = new FakeClock();
  const log = new RecordingLog();
  const metrics = new RecordingMetrics();
  const kit = { clock, log, metrics };

  const open = (maxBytes?: number) =>
    InProcessTelemetryBus.open({
      dir,
      groups: [FORWARD_GROUP],
      clock,
      log,
      segmentBytes: 1_000,
      ...(maxBytes !== undefined && { maxBytes }),
    });
  const send = (batch: TelemetryBatch): Promise<void> =>
    isReachable ? central.publish(batch) : Promise.reject(new DomainError('unavailable', 'no broker answers'));
  const judge = (sink: ForwardScores, value: number) =>
    sink.keep({ batch: batchOf([{ seriesId: 1, at: value, value }]), scores: nothing });
  const arrived = () => central.published.flatMap(({ values }) => [...values]);
  const until = async (condition: () => boolean) => {
    while (!condition()) {
      await new Promise(setImmediate);
      clock.advance(1_000);
    }
  };

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'plenum-forwarding-'));
    central = new MemoryBus();
    isReachable = false;
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('keeps what is judged during an outage, also over a restart, and sends it in order when the link is back', async () => {
    outbox = await open();
    const before = new ForwardTelemetry(outbox, { publish: send }, kit);
    await before.start();
    for (let value = 1; value <= 50; value += 1) await judge(new ForwardScores(outbox, metrics), value);
    await until(() => (metrics.values.get('component_errors_total forward-telemetry unavailable') ?? 0) > 2);
    expect(metrics.values.get('bus_lag_points forward')).toBe(50);
    await before.stop();
    await outbox.close();

    outbox = await open();
    const after = new ForwardTelemetry(outbox, { publish: send }, kit);
    await after.start();
    isReachable = true;
    await until(() => metrics.values.get('bus_lag_points forward') === 0);
    expect(arrived()).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(central.published.every(({ scores }) => scores !== undefined)).toBe(true);
    await after.stop();
    await outbox.close();
  });

  it('stops although the center takes what it is sent and does not answer', async () => {
    outbox = await open();
    const forward = new ForwardTelemetry(outbox, { publish: () => new Promise(() => undefined) }, kit);
    await forward.start();
    await judge(new ForwardScores(outbox, metrics), 1);
    await new Promise(setImmediate);
    await forward.stop();
    await outbox.close();
    outbox = await open();
    expect(outbox.lag(FORWARD_GROUP).points).toBe(1);
    await outbox.close();
  });

  it('refuses intake while the outbox is full, so that nothing is acknowledged that is not judged, and takes it again later', async () => {
    outbox = await open(4_000);
    const sink = new ForwardScores(outbox, metrics);
    let value = 0;
    const untilFull = async () => {
      for (;;) await judge(sink, (value += 1));
    };
    await expect(untilFull()).rejects.toMatchObject({ code: 'overloaded' });
    expect(() => sink.refuseWhenStuck()).toThrow(expect.objectContaining({ code: 'overloaded' }));

    isReachable = true;
    const forward = new ForwardTelemetry(outbox, { publish: send }, kit);
    await forward.start();
    await until(() => arrived().length === value - 1);
    // As the bus does with a delivery that was refused.
    let isTaken = false;
    while (!isTaken) {
      await new Promise(setImmediate);
      clock.advance(1_000);
      isTaken = await judge(sink, value).then(
        () => true,
        () => false,
      );
    }
    expect(() => sink.refuseWhenStuck()).not.toThrow();
    await until(() => arrived().length === value);
    expect(arrived()).toEqual(Array.from({ length: value }, (_, index) => index + 1));
    await forward.stop();
    await outbox.close();
  });
});
