import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { batchOf, type TelemetryBatch } from '../../src/domain/telemetry/telemetry-batch.js';
import type { Consumption, Delivery, TelemetryBus } from '../../src/ports/telemetry-bus.js';

/** What an adapter's spec supplies: a way to open the bus on the same log again and again. */
export interface TelemetryBusUnderTest {
  open(clock: FakeClock): Promise<TelemetryBus>;
  dispose(): Promise<void>;
}

/** A consumer's handler that remembers what it got and lets a test wait for it. */
export class Recorder {
  readonly calls: (readonly Delivery[])[] = [];
  #waiting: { points: number; resolve: () => void }[] = [];

  readonly handler = (deliveries: readonly Delivery[]): Promise<void> => {
    this.calls.push(deliveries);
    const due = this.#waiting.filter(({ points }) => this.values.length >= points);
    this.#waiting = this.#waiting.filter((waiting) => !due.includes(waiting));
    for (const { resolve } of due) resolve();
    return Promise.resolve();
  };

  get values(): number[] {
    return this.calls.flat().flatMap(({ batch }) => [...batch.values]);
  }

  get offsets(): number[] {
    return this.calls.flat().map(({ offset }) => offset);
  }

  /** Resolves when that many points have come. */
  points(points: number): Promise<void> {
    if (this.values.length >= points) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ points, resolve }));
  }
}

export function aBatch(...values: number[]): TelemetryBatch {
  return batchOf(values.map((value, index) => ({ seriesId: index + 1, at: 1_000 + index, value })));
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
      for (const consumption of running.splice(0)) await consumption.stop();
      await bus.close();
      await underTest.dispose();
    });

    const consume = async (group: string, recorder: Pick<Recorder, 'handler'>, after?: number, maxPoints = 1_000) => {
      const consumption = await bus.consume(group, recorder.handler, {
        maxPoints,
        ...(after === undefined ? {} : { after }),
      });
      running.push(consumption);
      return consumption;
    };
    const reopen = async () => {
      for (const consumption of running.splice(0)) await consumption.stop();
      await bus.close();
      bus = await underTest.open(clock);
    };

    it('BUS-1 MUST deliver every batch to each group, in order, column by column', async () => {
      const [store, score] = [new Recorder(), new Recorder()];
      await consume('store', store);
      await bus.publish(aBatch(1, 2));
      await bus.publish(aBatch(3));
      await consume('score', score);
      await Promise.all([store.points(3), score.points(3)]);
      expect(store.values).toEqual([1, 2, 3]);
      expect(score.values).toEqual([1, 2, 3]);
      const [first] = store.calls.flat();
      expect([...first!.batch.seriesIds]).toEqual([1, 2]);
      expect([...first!.batch.at]).toEqual([1_000, 1_001]);
    });

    it('BUS-2 MUST give strictly increasing offsets, also to publishers at the same time and after a restart', async () => {
      const offsets = await Promise.all(Array.from({ length: 50 }, (_, i) => bus.publish(aBatch(i))));
      await reopen();
      offsets.push(await bus.publish(aBatch(50)));
      expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
      expect(new Set(offsets).size).toBe(51);
      const recorder = new Recorder();
      await consume('store', recorder);
      await recorder.points(51);
      expect(recorder.values).toEqual(Array.from({ length: 51 }, (_, i) => i));
      expect(recorder.offsets).toEqual(offsets);
    });

    it('BUS-3 MUST keep a batch as it was when published, even if the publisher reuses its arrays', async () => {
      const batch = aBatch(1, 2);
      const published = bus.publish(batch);
      batch.values.fill(99);
      await published;
      const recorder = new Recorder();
      await consume('store', recorder);
      await recorder.points(2);
      expect(recorder.values).toEqual([1, 2]);
    });

    it('BUS-4 MUST start after the offset that the consumer names, whatever was committed', async () => {
      const offsets = [await bus.publish(aBatch(1)), await bus.publish(aBatch(2)), await bus.publish(aBatch(3))];
      await bus.commit('store', offsets[2]!);
      const recorder = new Recorder();
      await consume('store', recorder, offsets[0]);
      await recorder.points(2);
      expect(recorder.values).toEqual([2, 3]);
    });

    it('BUS-5 MUST start after the committed offset when the consumer names none, also after a restart', async () => {
      await bus.publish(aBatch(1));
      const second = await bus.publish(aBatch(2));
      await bus.publish(aBatch(3));
      await bus.commit('store', second);
      await reopen();
      const recorder = new Recorder();
      await consume('store', recorder);
      await recorder.points(1);
      expect(recorder.values).toEqual([3]);
    });

    it('BUS-6 MUST deliver again what was handled but not committed', async () => {
      await bus.publish(aBatch(1));
      const before = new Recorder();
      await consume('store', before);
      await before.points(1);
      await reopen();
      const after = new Recorder();
      await consume('store', after);
      await after.points(1);
      expect(after.values).toEqual([1]);
    });

    it('BUS-7 MUST try a failing handler again with the same batches after a pause, and lose nothing after it', async () => {
      const recorder = new Recorder();
      let failed: () => void = () => undefined;
      const firstFailure = new Promise<void>((resolve) => (failed = resolve));
      let failures = 0;
      await consume('store', {
        handler: (deliveries) => {
          if (failures > 0) return recorder.handler(deliveries);
          failures += 1;
          failed();
          return Promise.reject(new Error('the store is away'));
        },
      });
      await bus.publish(aBatch(1));
      await firstFailure;
      await bus.publish(aBatch(2));
      expect(recorder.values).toEqual([]);
      clock.advance(60_000);
      await recorder.points(2);
      expect(recorder.values).toEqual([1, 2]);
    });

    it('BUS-8 MUST hand over at most the asked number of points in a call, and one larger batch alone', async () => {
      await bus.publish(aBatch(1, 2));
      await bus.publish(aBatch(3, 4));
      await bus.publish(aBatch(5, 6, 7, 8, 9));
      await bus.publish(aBatch(10));
      const recorder = new Recorder();
      await consume('store', recorder, undefined, 4);
      await recorder.points(10);
      expect(recorder.calls.map((call) => call.map(({ batch }) => batch.length))).toEqual([[2, 2], [5], [1]]);
    });

    it('BUS-9 MUST tell how far a group lags, in batches and points', async () => {
      expect(bus.lag('store')).toEqual({ batches: 0, points: 0 });
      const first = await bus.publish(aBatch(1, 2));
      const second = await bus.publish(aBatch(3, 4, 5));
      expect(bus.lag('store')).toEqual({ batches: 2, points: 5 });
      await bus.commit('store', first);
      expect(bus.lag('store')).toEqual({ batches: 1, points: 3 });
      expect(bus.lag('score')).toEqual({ batches: 2, points: 5 });
      await reopen();
      expect(bus.lag('store')).toEqual({ batches: 1, points: 3 });
      await bus.commit('store', second);
      expect(bus.lag('store')).toEqual({ batches: 0, points: 0 });
    });

    it('BUS-10 MUST end the running call before a stop resolves, and call no more', async () => {
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      let entered: () => void = () => undefined;
      const inHandler = new Promise<void>((resolve) => (entered = resolve));
      let calls = 0;
      const consumption = await consume('store', {
        handler: async () => {
          calls += 1;
          entered();
          await held;
        },
      });
      await bus.publish(aBatch(1));
      await inHandler;
      let stopped = false;
      const stop = consumption.stop().then(() => (stopped = true));
      await bus.publish(aBatch(2));
      expect(stopped).toBe(false);
      release();
      await stop;
      await bus.publish(aBatch(3));
      await consumption.stop();
      expect(calls).toBe(1);
    });

    it('BUS-11 MUST write what it accepted before it closes, and refuse what comes later', async () => {
      const accepted = Array.from({ length: 20 }, (_, i) => bus.publish(aBatch(i)));
      await bus.close();
      await expect(Promise.all(accepted)).resolves.toHaveLength(20);
      await expect(bus.publish(aBatch(1))).rejects.toMatchObject({ code: 'unavailable' });
      bus = await underTest.open(clock);
      expect(bus.lag('store').batches).toBe(20);
    });
  });
}
