import { describe, expect, it } from '@jest/globals';
import { MemorySnapshots, RecordingLog, RecordingMetrics } from '../../test/alerting/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { EventCounter } from '../domain/telemetry/events/event-counter.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { batchOf, type TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';
import { usualCounting } from './count-events.js';
import { CountLane } from './count-lane.js';

const minute = 60_000;
const monday = Date.UTC(2026, 0, 5);

/** What outlives a crash (registry, snapshots, what was published), and lanes on top of it. Snapshots are in memory, the rest is real. */
function aPartition() {
  const registry = new SeriesRegistry();
  const origin = { unit: '', source: 'json', simulated: false };
  const events = registry.intern({ assetId: 'user:alice', metric: 'event.login.failed', component: '' }, origin).id;
  const snapshots = new MemorySnapshots();
  const published: string[] = [];
  const batchLengths: number[] = [];
  const log = new RecordingLog();
  const clock = new FakeClock(monday);
  let refusals = 0;
  const publish = ({ length, seriesIds, at, values }: TelemetryBatch) => {
    if (refusals > 0) {
      refusals -= 1;
      return Promise.reject(new Error('the bus is full'));
    }
    batchLengths.push(length);
    for (let i = 0; i < length; i += 1) {
      const { assetId, metric } = registry.byId(seriesIds[i]!)!;
      published.push(`${assetId} ${metric} ${(at[i]! - monday) / minute}: ${values[i]!}`);
    }
    return Promise.resolve();
  };
  const aLane = () =>
    new CountLane(
      'count-0',
      new EventCounter(registry, usualCounting),
      { delivered: registry, published: registry, publish },
      snapshots,
      { clock, log, metrics: new RecordingMetrics() },
    );
  const refuse = (times: number) => (refusals = times);
  /** Failed logins at these seconds of Monday. */
  const delivery = (offset: number, ...seconds: readonly number[]) => ({
    offset,
    batch: batchOf(seconds.map((second) => ({ seriesId: events, at: monday + second * 1_000, value: 1 }))),
  });
  /** Failed logins of so many users at the first and the last minute of four days. */
  const importOf = (users: number) =>
    batchOf(
      Array.from({ length: users }, (_, user) => {
        const identity = { assetId: `user:u${user}`, metric: 'event.login.failed', component: '' };
        const { id: seriesId } = registry.intern(identity, origin);
        return [monday, monday + 4 * 1440 * minute].map((at) => ({ seriesId, at, value: 1 }));
      }).flat(),
    );
  return { aLane, delivery, importOf, published, batchLengths, snapshots, log, clock, refuse };
}

const firstMinutes = ['user:alice dc.access.login_failures 0: 3', 'user:alice dc.access.login_failures 1: 0'];

describe('the count of failed logins', () => {
  it('is the same after a crash: minutes that come again have the same number', async () => {
    const { aLane, delivery, published, clock } = aPartition();
    const lane = aLane();
    await lane.open();
    await lane.handle([delivery(1, 1, 2)]);
    clock.advance(20_000);
    expect(await lane.handle([delivery(2, 40)])).toBe(2);
    await lane.handle([delivery(3, 170)]);
    expect(published).toEqual(firstMinutes);

    const next = aLane();
    expect(await next.open()).toBe(2);
    await next.handle([delivery(3, 170)]);
    expect(published).toEqual([...firstMinutes, ...firstMinutes]);
  });

  it('may have an event more after a crash, which came late because the clock had closed its minute', async () => {
    const { aLane, delivery, published } = aPartition();
    const lane = aLane();
    await lane.open();
    await lane.handle([delivery(1, 1)]);
    await lane.settle(monday + 100_000);
    await lane.handle([delivery(2, 40)]);
    expect(published).toEqual(['user:alice dc.access.login_failures 0: 1']);

    const next = aLane();
    await next.open();
    await next.handle([delivery(1, 1), delivery(2, 40)]);
    await next.settle(monday + 100_000);
    expect(published.slice(1)).toEqual(['user:alice dc.access.login_failures 0: 2']);
  });

  it('does not grow by a delivery that comes again', async () => {
    const { aLane, delivery, published } = aPartition();
    const lane = aLane();
    await lane.open();
    for (let times = 0; times < 3; times += 1) await lane.handle([delivery(1, 1, 2, 40), delivery(2, 170)]);
    expect(published).toEqual(firstMinutes);
  });

  it('is published once the bus takes it, before anything is saved', async () => {
    const { aLane, delivery, published, snapshots, refuse } = aPartition();
    const lane = aLane();
    await lane.open();
    refuse(2);
    const deliveries = [delivery(1, 1, 2, 40, 170)];
    await expect(lane.handle(deliveries)).rejects.toThrow('the bus is full');
    await expect(lane.close()).rejects.toThrow('the bus is full');
    expect(await snapshots.load('count-0')).toBeUndefined();
    expect(await lane.close()).toBe(1);
    expect(published).toEqual(firstMinutes);
  });

  it('of an import goes out in batches that a bus takes, and goes on where one was refused', async () => {
    const { aLane, importOf, published, batchLengths, refuse } = aPartition();
    const lane = aLane();
    await lane.open();
    refuse(1);
    const deliveries = [{ offset: 1, batch: importOf(20) }];
    await expect(lane.handle(deliveries)).rejects.toThrow('the bus is full');
    await lane.handle(deliveries);
    expect(batchLengths.length).toBeGreaterThan(1);
    expect(Math.max(...batchLengths)).toBe(50_000);
    expect(published).toHaveLength(20 * (4 * 1440 - 1));
    expect(new Set(published).size).toBe(published.length);
  });

  it('begins anew where the saved one cannot be read, and the log says so', async () => {
    const { aLane, snapshots, log } = aPartition();
    await snapshots.save('count-0', { offset: 7, version: 99, bytes: new Uint8Array() });
    expect(await aLane().open()).toBeUndefined();
    expect(JSON.stringify(log)).toContain('counting begins anew');
  });
});
