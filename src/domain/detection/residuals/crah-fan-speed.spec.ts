import { describe, expect, it } from '@jest/globals';
import { newAsset } from '../../assets/asset.js';
import { SiteModel } from '../../assets/site-model.js';
import { crahFanSpeed } from './crah-fan-speed.js';
import { ResidualDeriver } from './residual-deriver.js';

const site = new SiteModel([
  newAsset({ id: 'site', kind: 'site', parentId: null }),
  newAsset({ id: 'hall', kind: 'room', parentId: 'site' }),
  newAsset({ id: 'crah', kind: 'crah', parentId: 'hall', coolingZone: 'hall', attributes: { airflowM3PerS: 1 } }),
  newAsset({ id: 'rack', kind: 'rack', parentId: 'hall', coolingZone: 'hall' }),
]);
const start = Date.UTC(2026, 0, 1);

/** A fan that has turned with the air of its rack for six hours, between 63 and 77 % of its speed. */
function aFan() {
  const [subject] = crahFanSpeed.subjects(site);
  const deriver = new ResidualDeriver(crahFanSpeed, subject!);
  let minute = 0;
  const run = (minutes: number, speedAt: (demand: number) => number, meanDemand = 0.65) => {
    let last: number | undefined;
    for (let i = 0; i < minutes; i += 1) {
      minute += 1;
      const demand = meanDemand + 0.07 * Math.sin(minute / 60);
      last = deriver.derive(start + minute * 60_000, Float64Array.of(speedAt(demand), demand)) ?? last;
    }
    return last ?? NaN;
  };
  run(360, (demand) => 1.08 * demand);
  return run;
}

describe('the residual of a fan', () => {
  it('is the share of the air that its racks do not take when it is blown past them', () => {
    expect(aFan()(1, (demand) => 1.18 * demand)).toBeCloseTo(0.1, 2);
  });

  it('is zero at full speed, though the racks take more than that: it cannot turn faster', () => {
    expect(Math.abs(aFan()(60, () => 1, 1.05))).toBeLessThan(0.01);
  });

  it('does not learn from an hour at full speed what a fan should turn', () => {
    const run = aFan();
    run(60, () => 1, 1.05);
    expect(Math.abs(run(30, (demand) => 1.08 * demand))).toBeLessThan(0.002);
  });
});
