import { describe, expect, it } from '@jest/globals';
import { derivedSource } from '../../telemetry/series.js';
import { SeriesRegistry } from '../../telemetry/series-registry.js';
import { batchOf } from '../../telemetry/telemetry-batch.js';
import { DerivationBank, type DerivedPoint } from './derivation-bank.js';
import type { Deriver } from './deriver.js';

const noon = Date.UTC(2026, 0, 1, 12);
const second = 1_000;

/** What a PDU reads beyond its server. */
function overhead(): Deriver {
  return {
    assetId: 'pdu',
    metric: 'dc.pdu.power_residual',
    inputs: [
      { assetId: 'pdu', metrics: ['dc.pdu.power'], over: 'sum' },
      { assetId: 'server', metrics: ['hw.host.power', 'hw.power_supply.usage'], over: 'sum' },
    ],
    derive: (_at, [pduW = NaN, serverW = NaN]) => pduW - serverW,
    save: () => [],
    restore: () => undefined,
  };
}

/** A bank that reads a PDU (series 1), the plug power of its server (2) and the server's two power supplies (3 and 4). */
function aBank({ simulated = false } = {}) {
  const registry = new SeriesRegistry();
  const origin = { unit: 'W', source: 'influx', simulated };
  registry.intern({ assetId: 'pdu', metric: 'dc.pdu.power', component: '' }, origin);
  registry.intern({ assetId: 'server', metric: 'hw.host.power', component: '' }, origin);
  registry.intern({ assetId: 'server', metric: 'hw.power_supply.usage', component: 'psu-1' }, origin);
  registry.intern({ assetId: 'server', metric: 'hw.power_supply.usage', component: 'psu-2' }, origin);
  const bank = new DerivationBank(registry, [overhead()]);
  const read = (...points: [seriesId: number, seconds: number, value: number][]) =>
    bank.take(batchOf(points.map(([seriesId, at, value]) => ({ seriesId, at: noon + at * second, value }))));
  return { registry, bank, read };
}

const told = (points: readonly DerivedPoint[]) => points.map(({ at, value }) => [(at - noon) / second, value]);

describe('a derived series', () => {
  it('has a point for each moment at which all inputs were read', () => {
    const { read } = aBank();
    expect(told(read([1, 0, 510], [2, 0, 500], [1, 10, 512], [2, 10, 500]))).toEqual([
      [0, 10],
      [10, 12],
    ]);
  });

  it('of inputs read at different times lies on the straight lines between their readings', () => {
    const { read } = aBank();
    expect(read([1, 3, 503], [2, 6, 300], [1, 13, 513])).toEqual([]);
    expect(told(read([2, 16, 400], [1, 23, 523]))).toEqual([[10, 510 - 340]]);
  });

  it('keeps the pace of its slowest input', () => {
    const { read } = aBank();
    const fast = Array.from({ length: 13 }, (_, i): [number, number, number] => [1, i * 10, 500]);
    expect(told(read(...fast, [2, 0, 450], [2, 60, 440], [2, 120, 430]))).toEqual([
      [0, 50],
      [60, 60],
      [120, 70],
    ]);
  });

  it('is absent while an input is silent, and goes on when that comes back, without guessing what lay between', () => {
    const { read } = aBank();
    read([1, 0, 510], [2, 0, 500]);
    const alone = Array.from({ length: 200 }, (_, i): [number, number, number] => [1, 10 + i * 10, 510]);
    expect(read(...alone)).toEqual([]);
    expect(told(read([2, 1_995, 500], [2, 2_000, 490], [1, 2_010, 510], [2, 2_010, 480]))).toEqual([
      [2_000, 20],
      [2_010, 30],
    ]);
  });

  it('goes on without a part that has been gone for a day, as a power supply that was exchanged for one of another name', () => {
    const { read } = aBank();
    read([3, 0, 240], [4, 0, 250], [1, 0, 500]);
    const minutes = Array.from({ length: 1_500 }, (_, i) => 60 * (i + 1));
    const run = (some: readonly number[]) => some.flatMap((at) => read([3, at, 490], [1, at, 500]));
    expect(run(minutes.slice(0, 1_439))).toEqual([]);
    expect(told(run(minutes.slice(1_439))).at(-1)).toEqual([90_000, 10]);
  });

  it('goes on with another metric when the preferred one has been gone for a day', () => {
    const { read } = aBank();
    read([2, 0, 490], [1, 0, 500]);
    const minutes = Array.from({ length: 1_500 }, (_, i) => 60 * (i + 1));
    const points = minutes.flatMap((at) => read([3, at, 480], [1, at, 500]));
    expect(told(points).at(-1)).toEqual([90_000, 20]);
  });

  it('adds the parts of an input up', () => {
    const { read } = aBank();
    expect(told(read([3, 0, 240], [4, 0, 250], [1, 0, 500], [3, 10, 240], [4, 10, 250], [1, 10, 500]))).toEqual([
      [0, 10],
      [10, 10],
    ]);
  });

  it('takes the metric that tells most of an asset that reports several', () => {
    const { read } = aBank();
    expect(told(read([3, 0, 1], [2, 0, 480], [1, 0, 500]))).toEqual([[0, 20]]);
  });

  it('does not change for points that come twice or late', () => {
    const { read } = aBank();
    read([1, 0, 510], [2, 0, 500]);
    expect(read([1, 0, 999], [1, -10, 999], [2, 0, 1])).toEqual([]);
    expect(told(read([1, 10, 520], [2, 10, 500]))).toEqual([[10, 20]]);
  });

  it('is simulated when what it is made of is', () => {
    const { read } = aBank({ simulated: true });
    expect(read([1, 0, 510], [2, 0, 500])).toMatchObject([{ simulated: true, unit: 'W', assetId: 'pdu' }]);
  });

  it('is never made of derived series', () => {
    const { registry, read } = aBank();
    const origin = { unit: 'W', source: derivedSource, simulated: false };
    registry.intern({ assetId: 'server', metric: 'hw.host.power', component: 'derived' }, origin);
    expect(told(read([5, 0, 77], [1, 0, 510], [2, 0, 500]))).toEqual([[0, 10]]);
  });

  it('of a series that is registered later begins with its next point', () => {
    const { registry, read } = aBank();
    read([1, 0, 500], [2, 0, 400], [9, 0, 1]);
    registry.load([
      {
        id: 9,
        assetId: 'server',
        metric: 'hw.host.power',
        component: 'second',
        unit: 'W',
        source: 'influx',
        simulated: false,
      },
    ]);
    expect(told(read([9, 10, 60], [1, 10, 500], [2, 10, 400]))).toEqual([[10, 40]]);
  });
});

describe('saved state of derived series', () => {
  it('lets another process go on with readings that were waiting for others', () => {
    const before = aBank();
    before.read([1, 0, 510], [2, 0, 500], [1, 10, 520]);
    const after = aBank();
    after.bank.restore(before.bank.snapshot());
    expect(told(after.read([2, 10, 500]))).toEqual([[10, 20]]);
  });

  it('is refused when it is damaged', () => {
    const { bank } = aBank();
    expect(() => bank.restore(new Uint8Array(12))).toThrow('another format');
    expect(() => bank.restore(bank.snapshot().subarray(0, 20))).toThrow('shorter');
  });
});
