import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import type { SeriesDescriptor } from '../../src/domain/telemetry/series.js';
import { batchOf, type TelemetryBatch } from '../../src/domain/telemetry/telemetry-batch.js';
import type { Consumption, PartitionHandler, TelemetryBus } from '../../src/ports/telemetry-bus.js';
import { Recorder } from './bus-recorder.js';

/** What an adapter's spec supplies: a way to open the bus on the same log again and again. */
export interface TelemetryBusUnderTest {
  /** To publishers and consumers, `busSeries` are known by their ids. */
  open(clock: FakeClock): Promise<TelemetryBus>;
  dispose(): Promise<void>;
}

/** Series that the suite publishes: one for each of enough assets that every partition gets some. */
export const busSeries: readonly SeriesDescriptor[] = Array.from({ length: 48 }, (_, index) => ({
  id: index + 1,
  assetId: `srv-${index + 1}`,
  metric: 'hw.host.power',
  component: '',
  unit: 'W',
  source: 'json',
  simulated: false,
}));

/** Readings of one server, a second apart from 1970-01-01 on: value 3 is the one of second 3. */
export function readings(seriesId: number, ...values: number[]): TelemetryBatch {
  return batchOf(values.map((value) => ({ seriesId, at: value * 1_000, value })));
}

/** The contract of `TelemetryBus`, numbered as in docs/contracts.md. */
export function describeTelemetryBus(name: string, prepare: () => Promise<TelemetryBusUnderTest>): void {
  describe(`${name} as a telemetry bus`, () => {
    let underTest: TelemetryBusUnderTest;
    let clock: FakeClock;
    let bus: TelemetryBus;
    const running: Consumption[] = [];

    beforeEach(async () => {
      underTest = await prepare();
      clock = new FakeClock(Date.UTC(2026, 2, 1));
      bus = await underTest.open(clock);
    });
    afterEach(async () => {
      await stopAll();
      await bus.close();
      await underTest.dispose();
    });

    const consume = async (group: string, handler: PartitionHandler, maxPoints = 1_000) => {
      const consumption = await bus.consume(group, handler, { maxPoints });
      running.push(consumption);
      return consumption;
    };
    const stopAll = async () => {
      for (const consumption of running.splice(0)) await consumption.stop();
    };
    const reopen = async () => {
      await stopAll();
      await bus.close();
      bus = await underTest.open(clock);
    };
    const publishOneByOne = async (...values: number[]) => {
      for (const value of values) await bus.publish(readings(1, value));
    };
    /** Real brokers answer in real time; pauses of the bus itself pass by the fake clock. The test's time-out bounds it. */
    const until = async (condition: () => boolean) => {
      while (!condition()) {
        clock.advance(1_000);
        await setTimeout(1);
      }
    };
    const settle = (recorder: Recorder, points: number) => until(() => recorder.points >= points);

    it('BUS-1 MUST deliver every batch to each group, in order within a series, column by column', async () => {
      const [store, score] = [new Recorder(), new Recorder()];
      await consume('store', store);
      await bus.publish(batchOf([...busSeries].map(({ id }) => ({ seriesId: id, at: 1_000 + id, value: id / 2 }))));
      await bus.publish(readings(1, 3, 4));
      await bus.publish(readings(1, 5));
      await consume('score', score);
      for (const recorder of [store, score]) {
        await settle(recorder, busSeries.length + 3);
        expect(recorder.valuesOf(1)).toEqual([0.5, 3, 4, 5]);
        expect(recorder.timesOf(1)).toEqual([1_001, 3_000, 4_000, 5_000]);
        for (const { id } of busSeries.slice(1)) expect(recorder.valuesOf(id)).toEqual([id / 2]);
      }
    });

    it('BUS-2 MUST take publishers at the same time and a restart, each batch once, offsets strictly increasing in a partition', async () => {
      const numbers = Array.from({ length: 50 }, (_, index) => index);
      await Promise.all(numbers.map((number) => bus.publish(readings(1 + (number % 5), number))));
      await reopen();
      await bus.publish(readings(1, 50));
      const recorder = new Recorder();
      await consume('store', recorder);
      await settle(recorder, 51);
      expect(recorder.values.sort((a, b) => a - b)).toEqual([...numbers, 50]);
      expect(recorder.valuesOf(1).at(-1)).toBe(50);
      for (const partition of recorder.partitions) {
        const offsets = recorder.offsetsOf(partition);
        expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
      }
    });

    it('BUS-3 MUST keep a batch as it was when published, even if the publisher reuses its arrays', async () => {
      const batch = readings(1, 1, 2);
      const published = bus.publish(batch);
      batch.values.fill(99);
      await published;
      const recorder = new Recorder();
      await consume('store', recorder);
      await settle(recorder, 2);
      expect(recorder.values).toEqual([1, 2]);
    });

    it('BUS-4 MUST start after the offset that the consumer names when it opens a partition, whatever was committed', async () => {
      await publishOneByOne(1, 2, 3);
      const before = new Recorder();
      await consume('store', before);
      await settle(before, 3);
      const [partition = -1] = before.partitions;
      const [first = -1, , third = -1] = before.offsetsOf(partition);
      await bus.commit('store', partition, third);
      await stopAll();
      const after = new Recorder({ startAfter: new Map([[partition, first]]) });
      await consume('store', after);
      await settle(after, 2);
      expect(after.values).toEqual([2, 3]);
    });

    it('BUS-5 MUST start after the committed offset when the consumer names none, also after a restart', async () => {
      await publishOneByOne(1, 2, 3);
      const before = new Recorder();
      await consume('store', before);
      await settle(before, 3);
      const [partition = -1] = before.partitions;
      await bus.commit('store', partition, before.offsetsOf(partition)[1]!);
      await reopen();
      const after = new Recorder();
      await consume('store', after);
      await settle(after, 1);
      expect(after.values).toEqual([3]);
    });

    it('BUS-6 MUST deliver again what was handled but not committed', async () => {
      await publishOneByOne(1);
      for (let life = 0; life < 2; life += 1) {
        const recorder = new Recorder();
        await consume('store', recorder);
        await settle(recorder, 1);
        expect(recorder.values).toEqual([1]);
        await reopen();
      }
    });

    it('BUS-7 MUST try a failing handler again with the same batches after a pause, and lose nothing after it', async () => {
      const recorder = new Recorder();
      recorder.failNext();
      await consume('store', recorder);
      await publishOneByOne(1);
      await until(() => recorder.failed.length === 1);
      await publishOneByOne(2);
      await settle(recorder, 2);
      expect(recorder.failed.flatMap(({ batch }) => [...batch.values])).toEqual([1]);
      expect(recorder.values).toEqual([1, 2]);
    });

    it('BUS-8 MUST hand over at most the asked number of points in a call, and one larger batch alone', async () => {
      for (const values of [[1, 2], [3, 4], [5, 6, 7, 8, 9], [10]]) await bus.publish(readings(1, ...values));
      const recorder = new Recorder();
      await consume('store', recorder, 4);
      await settle(recorder, 10);
      expect(recorder.values).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      for (const { deliveries } of recorder.calls) {
        const points = deliveries.reduce((sum, { batch }) => sum + batch.length, 0);
        expect(points <= 4 || deliveries.length === 1).toBe(true);
      }
    });

    it('BUS-9 MUST tell how far a group lags, in batches and points, until it commits', async () => {
      const recorder = new Recorder();
      await consume('store', recorder);
      await until(() => recorder.opened.size === bus.partitions);
      expect(bus.lag('store')).toEqual({ batches: 0, points: 0 });
      await bus.publish(readings(1, 1, 2));
      await bus.publish(readings(1, 3));
      await settle(recorder, 3);
      await until(() => bus.lag('store').batches === 2);
      expect(bus.lag('store').points).toBeGreaterThanOrEqual(2);
      const [partition = -1] = recorder.partitions;
      await bus.commit('store', partition, recorder.offsetsOf(partition).at(-1)!);
      await until(() => bus.lag('store').batches === 0);
      expect(bus.lag('store')).toEqual({ batches: 0, points: 0 });
    });

    it('BUS-10 MUST end the running call before a stop resolves, then release, and call no more', async () => {
      const recorder = new Recorder();
      const goOn = recorder.hold();
      const consumption = await consume('store', recorder);
      await publishOneByOne(1);
      await until(() => recorder.isHeld);
      let stopped = false;
      const stop = consumption.stop().then(() => (stopped = true));
      await publishOneByOne(2);
      expect(stopped).toBe(false);
      expect(recorder.opened.size).toBeGreaterThan(0);
      goOn();
      await stop;
      expect(recorder.opened.size).toBe(0);
      await publishOneByOne(3);
      await consumption.stop();
      expect(recorder.values).toEqual([1]);
    });

    it('BUS-11 MUST write what it accepted before it closes, and refuse what comes later', async () => {
      const accepted = Array.from({ length: 20 }, (_, number) => bus.publish(readings(1, number)));
      await bus.close();
      await expect(Promise.all(accepted)).resolves.toHaveLength(20);
      await expect(bus.publish(readings(1, 1))).rejects.toMatchObject({ code: 'unavailable' });
      bus = await underTest.open(clock);
      const recorder = new Recorder();
      await consume('store', recorder);
      await settle(recorder, 20);
    });

    it('BUS-12 MUST open every partition for a group with one member, before its first delivery, and release each once', async () => {
      const recorder = new Recorder();
      const consumption = await consume('store', recorder);
      for (const { id } of busSeries) await bus.publish(readings(id, 1));
      await settle(recorder, busSeries.length);
      await until(() => recorder.opened.size === bus.partitions);
      await consumption.stop();
      for (let partition = 0; partition < bus.partitions; partition += 1) {
        expect(recorder.storyOf(partition)).toMatch(/^open (handle )*release $/);
      }
      expect(recorder.overlaps).toBe(0);
    });

    it('BUS-13 MUST send an asset always to the same partition, also after a restart, and use all of them', async () => {
      const recorder = new Recorder();
      for (let life = 1; life <= 2; life += 1) {
        for (const { id } of busSeries) await bus.publish(readings(id, life));
        if (life === 1) await reopen();
      }
      await consume('store', recorder);
      await settle(recorder, 2 * busSeries.length);
      for (const { id } of busSeries) expect(recorder.partitionsOf(id).size).toBe(1);
      expect(recorder.partitions).toEqual(Array.from({ length: bus.partitions }, (_, partition) => partition));
    });

    it('BUS-14 MUST NOT deliver from a partition before it has been opened without a failure', async () => {
      await publishOneByOne(1);
      const recorder = new Recorder();
      recorder.failNextOpen();
      try {
        await consume('store', recorder);
      } catch {
        // A bus that opens before `consume` resolves lets the failure rise, and its caller tries again.
        await consume('store', recorder);
      }
      await settle(recorder, 1);
      for (const partition of recorder.partitions) expect(recorder.storyOf(partition)).toMatch(/^open (handle )+$/);
    });

    it('BUS-22 MUST deliver the scores that a batch carries, and none with one that carries none, also after a restart', async () => {
      const column = (...values: number[]) => Float32Array.from(values);
      const scores = {
        score: column(0.5, NaN),
        expected: column(1.5, NaN),
        lower: column(-1, NaN),
        upper: column(4, NaN),
      };
      await bus.publish({ ...readings(1, 1, 2), scores });
      await bus.publish(readings(1, 3));
      for (const group of ['store', 'score']) {
        const recorder = new Recorder();
        await consume(group, recorder);
        await settle(recorder, 3);
        const batches = recorder.calls.flatMap(({ deliveries }) => deliveries.map(({ batch }) => batch));
        expect(batches.map((batch) => batch.scores)).toEqual([scores, undefined]);
        expect(recorder.valuesOf(1)).toEqual([1, 2, 3]);
        await reopen();
      }
    });

    it('BUS-21 MUST tell how far a group is behind: not known before it has come to the end once, nothing when it has', async () => {
      expect(bus.behindMs('store', 0)).toBe(Infinity);
      const recorder = new Recorder();
      await consume('store', recorder);
      await bus.publish(readings(1, 1));
      await settle(recorder, 1);
      const partition = recorder.partitions[0]!;
      await until(() => bus.behindMs('store', partition) <= 10_000);
      const letGo = recorder.hold();
      await bus.publish(readings(1, 2));
      await until(() => recorder.isHeld);
      clock.advance(60_000);
      expect(bus.behindMs('store', partition)).toBeGreaterThanOrEqual(60_000);
      letGo();
      await until(() => bus.behindMs('store', partition) <= 10_000);
    });

    it('BUS-15 MUST answer a check while open, and reject it as unavailable afterwards', async () => {
      await expect(bus.check()).resolves.toBeUndefined();
      await bus.close();
      await expect(bus.check()).rejects.toMatchObject({ code: 'unavailable' });
    });

    it('BUS-18 MUST open again what it has when asked, after the running call, and deliver from the older offset named then', async () => {
      const startAfter = new Map<number, number>();
      const recorder = new Recorder({ startAfter });
      const consumption = await consume('store', recorder);
      await publishOneByOne(1, 2, 3);
      await settle(recorder, 3);
      const [partition = -1] = recorder.partitions;
      const [first = -1, , third = -1] = recorder.offsetsOf(partition);
      await bus.commit('store', partition, third);
      const goOn = recorder.hold();
      await publishOneByOne(4);
      await until(() => recorder.isHeld);
      startAfter.set(partition, first);
      const reopened = consumption.reopen();
      await publishOneByOne(5);
      expect(recorder.storyOf(partition)).toMatch(/^open (handle )+$/);
      goOn();
      await reopened;
      await settle(recorder, 8);
      expect(recorder.values).toEqual([1, 2, 3, 4, 2, 3, 4, 5]);
      expect(recorder.storyOf(partition)).toMatch(/^open (handle )+release open (handle )+$/);
      expect(recorder.overlaps).toBe(0);
    });

    it('BUS-19 MUST take back a commit by one of an older offset, also for a partition that is opened again', async () => {
      const recorder = new Recorder();
      const consumption = await consume('store', recorder);
      await publishOneByOne(1, 2, 3);
      await settle(recorder, 3);
      const [partition = -1] = recorder.partitions;
      const [first = -1, second = -1, third = -1] = recorder.offsetsOf(partition);
      await bus.commit('store', partition, third);
      await bus.commit('store', partition, first);
      await consumption.reopen();
      await settle(recorder, 5);
      expect(recorder.values).toEqual([1, 2, 3, 2, 3]);
      await bus.commit('store', partition, third);
      await bus.commit('store', partition, second);
      await reopen();
      const after = new Recorder();
      await consume('store', after);
      await settle(after, 1);
      expect(after.values).toEqual([3]);
    });

    it('BUS-20 MUST leave every partition released when it is asked to open again and to stop at the same moment', async () => {
      const recorder = new Recorder();
      const consumption = await consume('store', recorder);
      await until(() => recorder.opened.size === bus.partitions);
      await publishOneByOne(1);
      await settle(recorder, 1);
      await Promise.all([consumption.reopen(), consumption.reopen(), consumption.stop(), consumption.reopen()]);
      await consumption.reopen();
      expect(recorder.opened.size).toBe(0);
      for (let partition = 0; partition < bus.partitions; partition += 1) {
        expect(recorder.storyOf(partition)).toMatch(/^(open (handle )*release )+$/);
      }
    });

    it('BUS-24 MUST let a call that outlasts every bound end before it opens the partition again', async () => {
      const startAfter = new Map<number, number>();
      const recorder = new Recorder({ startAfter });
      const consumption = await consume('store', recorder);
      await publishOneByOne(1);
      await settle(recorder, 1);
      const [partition = -1] = recorder.partitions;
      const [first = -1] = recorder.offsetsOf(partition);
      const goOn = recorder.hold();
      await publishOneByOne(2);
      await until(() => recorder.isHeld);
      startAfter.set(partition, first);
      const reopened = consumption.reopen();
      clock.advance(60_000);
      await publishOneByOne(3);
      const reopenedAgain = consumption.reopen();
      clock.advance(60_000);
      await publishOneByOne(4);
      expect(recorder.storyOf(partition)).toMatch(/^open (handle )+$/);
      goOn();
      await Promise.all([reopened, reopenedAgain]);
      await settle(recorder, 5);
      expect(recorder.values).toEqual([1, 2, 2, 3, 4]);
      expect(recorder.storyOf(partition)).toMatch(/^open (handle )+(release open )+(handle )+$/);
      expect(recorder.overlaps).toBe(0);
    });
  });
}
