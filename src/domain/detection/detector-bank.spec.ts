import { beforeEach, describe, expect, it } from '@jest/globals';
import { newAsset } from '../assets/asset.js';
import { SiteModel } from '../assets/site-model.js';
import { SeriesRegistry } from '../telemetry/series-registry.js';
import { batchOf } from '../telemetry/telemetry-batch.js';
import { DetectorBank } from './detector-bank.js';
import { SettingsInForce } from './settings/settings-in-force.js';

const start = Date.UTC(2026, 0, 5);
const origin = { unit: '1', source: 'test', simulated: false };

let registry: SeriesRegistry;
let fan: number;
let inlet: number;

beforeEach(() => {
  registry = new SeriesRegistry();
  fan = registry.intern({ assetId: 'crah-1', metric: 'dc.crah.fan_speed', component: '' }, origin).id;
  inlet = registry.intern({ assetId: 'rack-1', metric: 'dc.rack.inlet_temperature', component: '' }, origin).id;
});

/** Ten-second readings of both series: a fan at 0.6 and an inlet at 22 degrees, each with a little ripple. */
function readings(from: number, count: number) {
  return batchOf(
    Array.from({ length: count }, (_, i) => from + i).flatMap((i) => [
      { seriesId: fan, at: start + i * 10_000, value: 0.6 + 0.001 * (i % 3) },
      { seriesId: inlet, at: start + i * 10_000, value: 22 + 0.05 * (i % 5) },
    ]),
  );
}

describe('the detector bank', () => {
  it('answers one score for each point, in the order of the batch', () => {
    const scores = new DetectorBank(registry).score(readings(0, 3));
    expect(scores.length).toBe(6);
    expect([...scores.seriesIds]).toEqual([fan, inlet, fan, inlet, fan, inlet]);
    expect([...scores.at.subarray(0, 3)]).toEqual([start, start, start + 10_000]);
  });

  it('judges each series by itself', () => {
    const bank = new DetectorBank(registry);
    bank.score(readings(0, 60));
    const at = start + 60 * 10_000;
    const scores = bank.score(
      batchOf([
        { seriesId: fan, at, value: 0 },
        { seriesId: inlet, at, value: 22.1 },
      ]),
    );
    expect(scores.score[0]).toBeGreaterThan(1);
    expect(scores.expected[0]).toBeCloseTo(0.6, 1);
    expect(scores.score[1]).toBeLessThan(1);
  });

  it('leaves out points that it has seen, so that a redelivered batch changes nothing', () => {
    const bank = new DetectorBank(registry);
    bank.score(readings(0, 50));
    const before = bank.snapshot();
    expect(bank.score(readings(0, 50)).length).toBe(0);
    expect(bank.snapshot()).toEqual(before);
  });

  it('leaves out late points only', () => {
    const bank = new DetectorBank(registry);
    bank.score(readings(0, 50));
    const scores = bank.score(readings(48, 4));
    expect([...scores.at]).toEqual([50, 50, 51, 51].map((i) => start + i * 10_000));
    expect(scores.score.length).toBe(4);
  });

  it('scores on after a restart as if nothing had happened', () => {
    const bank = new DetectorBank(registry);
    bank.score(readings(0, 60));
    const restarted = new DetectorBank(registry);
    restarted.restore(bank.snapshot());
    expect(restarted.score(readings(55, 20))).toEqual(bank.score(readings(55, 20)));
    expect(restarted.snapshot()).toEqual(bank.snapshot());
  });

  it('takes the day of a series from the clocks of its site', () => {
    const of = (timezone: string) => {
      const site = newAsset({ id: 'site', kind: 'site', parentId: null, attributes: { timezone } });
      return new DetectorBank(registry, 'seasonal-band', new SettingsInForce(() => new SiteModel([site])));
    };
    const summerTime = Date.UTC(2026, 2, 29, 1);
    const fanOf = (at: number, bank: DetectorBank) => {
      const hour = ((at + (at < summerTime ? 1 : 2) * 3_600_000) / 3_600_000) % 24;
      return bank.score(batchOf([{ seriesId: fan, at, value: hour >= 8 && hour < 18 ? 0.8 : 0.4 }])).expected[0]!;
    };
    const expectedAtEight = (bank: DetectorBank) => {
      let expected = NaN;
      for (let at = summerTime - 14 * 86_400_000; at <= summerTime + 5.4 * 3_600_000; at += 300_000) {
        expected = fanOf(at, bank);
      }
      return expected;
    };
    // At 8:24 by the clocks of Berlin, which by UTC was 7:24 until the day before.
    expect(expectedAtEight(of('Europe/Berlin'))).toBeGreaterThan(expectedAtEight(of('UTC')) + 0.05);
  });

  it('refuses state of another detector or of no detector, and keeps what it has', () => {
    const bank = new DetectorBank(registry);
    bank.score(readings(0, 5));
    const before = bank.snapshot();
    const refusal = expect.objectContaining({ code: 'incompatible_data' });
    expect(() => bank.restore(new DetectorBank(registry, 'record-novelty').snapshot())).toThrow(refusal);
    expect(() => bank.restore(before.subarray(0, before.length - 4))).toThrow(refusal);
    expect(() => bank.restore(new Uint8Array(64))).toThrow(refusal);
    expect(bank.snapshot()).toEqual(before);
  });
});
