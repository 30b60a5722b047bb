import { describe, expect, it } from '@jest/globals';
import { newAsset } from '../../assets/asset.js';
import { SiteModel } from '../../assets/site-model.js';
import { pduPower } from './pdu-power.js';
import { ResidualDeriver } from './residual-deriver.js';

const feeds = [
  { name: 'A', from: 'pdu-a' },
  { name: 'B', from: 'pdu-b' },
] as const;
const site = new SiteModel([
  newAsset({ id: 'site', kind: 'site', parentId: null }),
  newAsset({ id: 'pdu-a', kind: 'pdu', parentId: 'site' }),
  newAsset({ id: 'pdu-b', kind: 'pdu', parentId: 'site' }),
  newAsset({ id: 'web', kind: 'rack', parentId: 'site', feeds }),
  newAsset({ id: 'web-server', kind: 'server', parentId: 'web' }),
  newAsset({ id: 'gpu', kind: 'rack', parentId: 'site', feeds }),
  newAsset({ id: 'gpu-server', kind: 'server', parentId: 'gpu' }),
]);
const start = Date.UTC(2026, 0, 1);

/** Feed A carries half of what the web rack draws, and 46 % of what the GPU rack does, whose jobs run for 5 hours of 6. */
function aPdu() {
  const [subject] = pduPower.subjects(site);
  const deriver = new ResidualDeriver(pduPower, subject!);
  let minute = 0;
  return (minutes: number, misreadW = 0) =>
    Array.from({ length: minutes }, () => {
      minute += 1;
      const webW = 6_000 + 1_500 * Math.sin((2 * Math.PI * minute) / 1_440);
      const gpuW = minute % 360 < 300 ? 8_000 : 2_000;
      const aW = 0.5 * webW + 0.46 * gpuW;
      return deriver.derive(start + minute * 60_000, Float64Array.of(aW + misreadW, webW + gpuW - aW, webW, gpuW));
    });
}

const largest = (residuals: readonly (number | undefined)[]) =>
  Math.max(...residuals.map((residual) => Math.abs(residual ?? 0)));

describe('the residual of a PDU', () => {
  it('is nothing when a rack pauses that leans on its other feed', () => {
    const run = aPdu();
    run(1_440);
    expect(largest(run(1_440))).toBeLessThan(40);
  });

  it('is what its meter reads too much', () => {
    const run = aPdu();
    run(1_440);
    const [first] = run(1, 300);
    expect(first).toBeCloseTo(300, -2);
  });

  it('is there after two hours, before the racks are told apart', () => {
    const residuals = aPdu()(180);
    expect(residuals.findIndex((residual) => residual !== undefined)).toBeLessThanOrEqual(121);
  });
});
