import { describe, expect, it } from '@jest/globals';
import { newAsset } from '../../assets/asset.js';
import { SiteModel } from '../../assets/site-model.js';
import { rackInletMixing } from './rack-inlet-mixing.js';
import { ResidualDeriver } from './residual-deriver.js';

const place = { parentId: 'hall', coolingZone: 'hall' } as const;
const site = new SiteModel([
  newAsset({ id: 'site', kind: 'site', parentId: null }),
  newAsset({ id: 'hall', kind: 'room', parentId: 'site' }),
  newAsset({ id: 'crah', kind: 'crah', ...place }),
  newAsset({ id: 'rack', kind: 'rack', ...place }),
  newAsset({ id: 'idle-1', kind: 'rack', ...place }),
  newAsset({ id: 'idle-2', kind: 'rack', ...place }),
]);
const start = Date.UTC(2026, 0, 1);
const supplyC = 18;

/** A rack that breathes a sixth of the hot aisle's air. Its exhaust is up to 20 K above the supply, its neighbours' 8 to 12. */
function aRack() {
  const [subject] = rackInletMixing.subjects(site);
  const deriver = new ResidualDeriver(rackInletMixing, subject!);
  let minute = 0;
  return (minutes: number, share = 1 / 6) =>
    Array.from({ length: minutes }, () => {
      minute += 1;
      const ownC = supplyC + (minute % 360 < 300 ? 20 : 12);
      const otherC = supplyC + 10 + 2 * Math.sin((2 * Math.PI * minute) / 1_440);
      const inletC = supplyC + (share * (ownC + 2 * otherC - 3 * supplyC)) / 3;
      return deriver.derive(start + minute * 60_000, Float64Array.of(inletC, ownC, supplyC, 1, otherC, otherC));
    });
}

describe("the residual of a rack's inlet", () => {
  it('is nothing when the rack cools down or heats up among its neighbours', () => {
    const run = aRack();
    run(1_440);
    const residuals = run(1_440).map((residual) => Math.abs(residual ?? NaN));
    expect(Math.max(...residuals)).toBeLessThan(0.1);
  });

  it('is what the inlet is warmer by when it breathes half as much exhaust again', () => {
    const run = aRack();
    run(1_440);
    const [first] = run(1, 1 / 4);
    expect(first).toBeCloseTo((1 / 4 - 1 / 6) * (32 / 3 + 2), 0);
  });
});
