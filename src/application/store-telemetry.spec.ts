import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FragileRuns, MemoryScoreStore, ScriptedBus } from '../../test/alerting/score-stand-ins.js';
import { MemorySnapshots } from '../../test/alerting/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { RecordingLog } from '../adapters/system/recording-log.js';
import { RecordingMetrics } from '../adapters/system/recording-metrics.js';
import { InProcessTelemetryBus } from '../adapters/telemetry-bus/in-process/in-process-telemetry-bus.js';
import { DuckDbTelemetryStore } from '../adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { rewindPointsOf } from '../app/rewind-points.js';
import { DomainError } from '../domain/errors.js';
import { batchOf, type TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';
import { StoreTelemetry } from './store-telemetry.js';

/** Real bus and real store in a temporary folder; the clock is fake. */
describe('storing telemetry', () => {
  let dir: string;
  let bus: InProcessTelemetryBus;
  let store: DuckDbTelemetryStore;
  let clock: FakeClock;
  let log: RecordingLog;
  let metrics: RecordingMetrics;
  let loop: StoreTelemetry;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'plenum-storing-'));
    clock = new FakeClock();
    log = new RecordingLog();
    metrics = new RecordingMetrics();
    bus = await InProcessTelemetryBus.open({ dir: join(dir, 'bus'), groups: ['store'], clock, log });
    store = await DuckDbTelemetryStore.open({ dir: join(dir, 'store'), clock });
    loop = aLoop();
  });
  afterEach(async () => {
    await loop.stop();
    await bus.close();
    await store.close();
    await rm(dir, { recursive: true });
  });

  const aLoop = () => new StoreTelemetry(bus, store, { clock, log, metrics });
  const publish = (at: number, value: number) => bus.publish(batchOf([{ seriesId: 1, at, value }]));
  const stored = async () => [...(await store.readPoints({ seriesId: 1, fromMs: 0, toMs: 1e12, limit: 100 })).value];

  /** Turns the event loop, letting the fake clock run, until the condition holds; the test's time-out bounds it. */
  const until = async (condition: () => boolean) => {
    while (!condition()) {
      await new Promise(setImmediate);
      clock.advance(10);
    }
  };

  it('stores the scores that an edge has sent beside its points', async () => {
    const column = (first: number) => Float32Array.of(first, NaN);
    const scores = { score: column(1.5), expected: column(9), lower: column(8), upper: column(10) };
    const points = [
      { seriesId: 1, at: 1, value: 12 },
      { seriesId: 1, at: 2, value: 9 },
    ];
    await bus.publish({ ...batchOf(points), scores });
    await loop.start();
    await until(() => metrics.values.get('component_received_total store-telemetry') === 2);
    const read = await store.readPoints({ seriesId: 1, fromMs: 0, toMs: 1e12, limit: 100 });
    expect([...read.value]).toEqual([12, 9]);
    expect([...read.score]).toEqual([1.5, NaN]);
    expect(read.upper[0]).toBe(10);
  });

  it('stores what is published, commits it and reports the lag', async () => {
    await loop.start();
    await publish(1, 10);
    await publish(2, 20);
    await until(() => metrics.values.get('component_received_total store-telemetry') === 2);
    expect(await stored()).toEqual([10, 20]);
    expect(bus.lag('store')).toEqual({ batches: 0, points: 0 });
    expect(metrics.values.get('bus_lag_points store')).toBe(0);
  });

  it('goes on after a failure of the store, counts it and stores each point once', async () => {
    const append = jest.spyOn(store, 'appendPoints');
    append.mockRejectedValueOnce(new DomainError('unavailable', 'disk full'));
    await loop.start();
    await publish(1, 10);
    await until(() => bus.lag('store').batches === 0);
    expect(await stored()).toEqual([10]);
    expect((await store.stats()).points).toBe(1);
    expect(metrics.values.get('component_errors_total store-telemetry unavailable')).toBe(1);
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error', message: 'telemetry not stored' }));
  });

  it('does not store twice what was stored but not committed when the process died', async () => {
    const commit = jest.spyOn(bus, 'commit');
    commit.mockRejectedValue(new Error('killed'));
    await publish(1, 10);
    await loop.start();
    while ((await store.positionOf('store', 0)) === undefined) await new Promise(setImmediate);
    await loop.stop();
    commit.mockRestore();
    expect(bus.lag('store').batches).toBe(1);
    loop = aLoop();
    await loop.start();
    await publish(2, 20);
    await until(() => bus.lag('store').batches === 0);
    expect((await store.stats()).points).toBe(2);
    expect(await stored()).toEqual([10, 20]);
  });

  it('gathers small batches while it rests and stores them with one append', async () => {
    const append = jest.spyOn(store, 'appendPoints');
    await loop.start();
    await publish(1, 10);
    while (metrics.values.get('component_received_total store-telemetry') !== 1) await new Promise(setImmediate);
    for (let i = 2; i <= 20; i += 1) await publish(i, i * 10);
    expect(append).toHaveBeenCalledTimes(1);
    await until(() => bus.lag('store').batches === 0);
    expect(append).toHaveBeenCalledTimes(2);
  });

  it('stops in the middle of a rest, and the next start takes up where it ended', async () => {
    await loop.start();
    await publish(1, 10);
    while (metrics.values.get('component_received_total store-telemetry') !== 1) await new Promise(setImmediate);
    await loop.stop();
    await loop.stop();
    await publish(2, 20);
    loop = aLoop();
    await loop.start();
    await until(() => bus.lag('store').batches === 0);
    expect(await stored()).toEqual([10, 20]);
  });
});

/** A store on a server that starts anew, by what was appended to it; the bus hands over what the test says. */
class FragilePointStore extends MemoryScoreStore {
  readonly appended: number[] = [];
  canAppend = true;

  override appendPoints = ({ values }: TelemetryBatch): Promise<void> => {
    if (!this.canAppend) return Promise.reject(new DomainError('unavailable', 'InfluxDB does not answer'));
    this.appended.push(...values);
    return Promise.resolve();
  };
}

describe('storing telemetry in an InfluxDB that starts anew', () => {
  let runs: FragileRuns;
  let bus: ScriptedBus;
  let store: FragilePointStore;
  let snapshots: MemorySnapshots;
  let clock: FakeClock;

  beforeEach(async () => {
    runs = new FragileRuns();
    bus = new ScriptedBus();
    store = new FragilePointStore(false, runs);
    snapshots = new MemorySnapshots();
    clock = new FakeClock();
    for (const value of [1, 2, 3, 4, 5]) await bus.publish(batchOf([{ seriesId: 1, at: value, value }]));
  });

  const aProcess = async () => {
    const kit = { clock, log: new RecordingLog(), metrics: new RecordingMetrics() };
    const options = { maxPoints: 1, flushAfterMs: 0 };
    const loop = new StoreTelemetry(bus, store, kit, options, rewindPointsOf('store', { store, snapshots, kit }));
    await loop.start();
    return loop;
  };

  it('goes back at once when it notices, and after a stop no more', async () => {
    const loop = await aProcess();
    await bus.deliver(9);
    runs.restart();
    runs.notice();
    while (bus.isDrained()) await new Promise(setImmediate);
    await bus.deliver(9);
    expect(store.appended).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
    await loop.stop();
    runs.restart();
    runs.notice();
    await new Promise(setImmediate);
    expect(bus.isDrained()).toBe(true);
  });

  it('goes back when it was killed before InfluxDB started anew, and so does the next after a kill on the way', async () => {
    await aProcess();
    await bus.deliver(3);
    runs.restart();
    runs.notice();
    await aProcess();
    store.canAppend = false;
    await expect(bus.deliver(1)).rejects.toThrow('InfluxDB does not answer');
    store.canAppend = true;
    await aProcess();
    await bus.deliver(1);
    expect(bus.committed()).toBe(1);
    await aProcess();
    await bus.deliver(9);
    expect(store.appended).toEqual([1, 2, 3, 1, 2, 3, 4, 5]);
  });

  it('repeats a minute of work, not all of it, once the server has promised the rest', async () => {
    await aProcess();
    await bus.deliver(1);
    clock.advance(60_000);
    await bus.deliver(2);
    await bus.deliver(1);
    runs.restart();
    runs.notice();
    await aProcess();
    await bus.deliver(9);
    expect(store.appended).toEqual([1, 2, 3, 4, 4, 5]);
  });
});
