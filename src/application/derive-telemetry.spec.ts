import { describe, expect, it } from '@jest/globals';
import { ScriptedBus } from '../../test/alerting/score-stand-ins.js';
import { MemorySnapshots } from '../../test/alerting/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { RecordingLog } from '../adapters/system/recording-log.js';
import { RecordingMetrics } from '../adapters/system/recording-metrics.js';
import { newAsset } from '../domain/assets/asset.js';
import { SiteModel } from '../domain/assets/site-model.js';
import type { Deriver } from '../domain/detection/derived/deriver.js';
import { DomainError } from '../domain/errors.js';
import { derivedSource } from '../domain/telemetry/series.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { batchOf, type TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';
import { Derivation } from './derivation.js';
import { DerivationCheckpoints } from './derivation-checkpoints.js';
import { DeriveTelemetry } from './derive-telemetry.js';
import { PublishDerived } from './publish-derived.js';

const noon = Date.UTC(2026, 0, 1, 12);
const minute = 60_000;
const bareSite = new SiteModel([newAsset({ id: 'site', kind: 'site', parentId: null })]);

/** What a PDU carries beyond its two servers, plus a count of the slots seen, so that lost state shows in the values. */
function overhead(): Deriver {
  let slots = 0;
  return {
    assetId: 'pdu',
    metric: 'dc.pdu.power_residual',
    inputs: [
      { assetId: 'pdu', metrics: ['dc.pdu.power'], over: 'sum' },
      { assetId: 'server-1', metrics: ['hw.host.power'], over: 'sum' },
      { assetId: 'server-2', metrics: ['hw.host.power'], over: 'sum' },
    ],
    derive: (_at, [pduW = NaN, oneW = NaN, otherW = NaN]) => {
      slots += 1;
      return pduW - oneW - otherW + slots / 1_000;
    },
    save: () => [slots],
    restore: ([saved = 0]) => {
      slots = saved;
    },
  };
}

/** What outlives a crash (bus, snapshots) and processes on top of it. Each of the three devices has a partition of its own. */
function aDerivingService() {
  const bus = new ScriptedBus(3);
  const snapshots = new MemorySnapshots();
  const clock = new FakeClock(noon);
  const log = new RecordingLog();
  const metrics = new RecordingMetrics();
  const published = new Map<string, number[]>();
  let refusal: DomainError | undefined;

  async function start(site = () => bareSite) {
    const registry = new SeriesRegistry();
    const origin = { unit: 'W', source: 'influx', simulated: false };
    registry.intern({ assetId: 'pdu', metric: 'dc.pdu.power', component: '' }, origin);
    registry.intern({ assetId: 'server-1', metric: 'hw.host.power', component: '' }, origin);
    registry.intern({ assetId: 'server-2', metric: 'hw.host.power', component: '' }, origin);
    const acceptBatch = (batch: TelemetryBatch, source: string) => {
      if (refusal) return Promise.reject(refusal);
      expect(source).toBe(derivedSource);
      batch.at.forEach((at, i) => {
        const key = `${registry.byId(batch.seriesIds[i]!)!.metric} ${(at - noon) / minute}`;
        published.set(key, [...(published.get(key) ?? []), batch.values[i]!]);
      });
      return Promise.resolve();
    };
    const derivation = new Derivation(registry, site, () => [overhead()]);
    const checkpoints = new DerivationCheckpoints(derivation, snapshots, { clock, log });
    const outlet = new PublishDerived(registry, { acceptBatch }, { log, metrics });
    const loop = new DeriveTelemetry(bus, derivation, checkpoints, outlet, metrics);
    await loop.start();
    return loop;
  }

  /** One reading a minute of each device, 500 W and two times 240 W; `from` and `to` in minutes. */
  async function report(from: number, to: number) {
    for (let at = from; at < to; at += 1) {
      const reading = (seriesId: number, value: number) => batchOf([{ seriesId, at: noon + at * minute, value }]);
      await bus.publishTo(0, reading(1, 500 + at));
      await bus.publishTo(1, reading(2, 240));
      await bus.publishTo(2, reading(3, 240));
    }
  }

  /** Hands everything over, so many batches of a partition at a time. */
  async function drain(batches: number) {
    while ([0, 1, 2].some((partition) => !bus.isDrained(partition))) {
      for (const partition of [0, 1, 2]) await bus.deliver(batches, partition);
    }
  }

  return {
    bus,
    clock,
    log,
    metrics,
    snapshots,
    published,
    start,
    report,
    drain,
    refuse: (error: DomainError | undefined) => {
      refusal = error;
    },
    /** Distinct values by series and minute; more than one would mean that a crash changed something. */
    values: () => Object.fromEntries([...published].map(([key, all]) => [key, [...new Set(all)]])),
  };
}

const expected = Object.fromEntries(
  Array.from({ length: 60 }, (_, at) => [`dc.pdu.power_residual ${at}`, [500 + at - 480 + (at + 1) / 1_000]]),
);

describe('a series whose inputs lie in several partitions', () => {
  it.each([1, 7, 60])(
    'is derived once all of them have passed a moment, however they interleave (%i at a time)',
    async (batches) => {
      const service = aDerivingService();
      await service.start();
      await service.report(0, 60);
      await service.drain(batches);
      expect(service.values()).toEqual(expected);
      expect([...service.published.values()].every((all) => all.length === 1)).toBe(true);
    },
  );

  it('comes out the same when the process is killed half way and another one goes on', async () => {
    const service = aDerivingService();
    await service.start();
    await service.report(0, 25);
    await service.drain(4);
    service.clock.advance(minute);
    await service.report(25, 40);
    await service.drain(4);
    expect(service.bus.committed(0)).toBeGreaterThan(0);
    await service.report(40, 60);
    // Killed: nothing is stopped, and what was derived since the last save is derived again.
    await service.bus.deliver(9, 1);
    await service.start();
    await service.drain(4);
    expect(service.values()).toEqual(expected);
  });

  it('goes on without deriving anything twice after an orderly stop', async () => {
    const service = aDerivingService();
    await service.start();
    await service.report(0, 30);
    await service.drain(30);
    for (const partition of [0, 1, 2]) await service.bus.take(partition);
    await service.start();
    await service.report(30, 60);
    await service.drain(5);
    expect(service.values()).toEqual(expected);
    expect([...service.published.values()].every((all) => all.length === 1)).toBe(true);
  });

  it('keeps what it has learned when the site changes', async () => {
    const service = aDerivingService();
    let site = bareSite;
    await service.start(() => site);
    await service.report(0, 30);
    await service.drain(10);
    site = site.withAsset(newAsset({ id: 'rack', kind: 'rack', parentId: 'site' }));
    await service.report(30, 60);
    await service.drain(10);
    expect(service.values()).toEqual(expected);
  });
});

describe('derived points that cannot be published', () => {
  it('wait while the bus is out of reach: none is lost, and nothing is committed', async () => {
    const service = aDerivingService();
    await service.start();
    await service.report(0, 60);
    service.clock.advance(minute);
    service.refuse(new DomainError('unavailable', 'no broker answers', { retriable: true }));
    await service.bus.deliver(60, 0);
    await service.bus.deliver(60, 1);
    await expect(service.bus.deliver(60, 2)).rejects.toMatchObject({ code: 'unavailable' });
    const committed = [0, 1, 2].map((partition) => service.bus.committed(partition));
    service.refuse(undefined);
    await service.drain(60);
    expect(committed[2]).toBe(0);
    expect(service.values()).toEqual(expected);
  });

  it('are left out and counted when the bus is full, which may be full of what waits to be derived from', async () => {
    const service = aDerivingService();
    await service.start();
    await service.report(0, 10);
    service.refuse(new DomainError('overloaded', 'the log is full', { retriable: true }));
    await service.drain(10);
    expect(service.published.size).toBe(0);
    expect(service.metrics.values.get('component_dropped_total derive overloaded')).toBe(10);
  });
});

it('state of another version is not used, which the log says, and derivation begins anew', async () => {
  const service = aDerivingService();
  await service.snapshots.save('derive', { offset: 9, version: 99, bytes: new Uint8Array(3) });
  await service.start();
  await service.report(0, 60);
  await service.drain(20);
  expect(service.values()).toEqual(expected);
  expect(service.log.lines.map(({ message }) => message)).toContainEqual(expect.stringContaining('learned anew'));
});
