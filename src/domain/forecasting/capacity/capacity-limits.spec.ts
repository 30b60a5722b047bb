import { describe, expect, it } from '@jest/globals';
import { newAsset } from '../../assets/asset.js';
import { SiteModel } from '../../assets/site-model.js';
import { capacityLimits, usedRackUnits } from './capacity-limits.js';

const feeds = [
  { name: 'A' as const, from: 'pdu-a' },
  { name: 'B' as const, from: 'pdu-b' },
];
const device = (id: string, kind: string, attributes: Record<string, number>, from?: string) =>
  newAsset({ id, kind, parentId: 'hall', attributes, feeds: from === undefined ? [] : [{ name: 'A', from }] });
const site = new SiteModel([
  newAsset({ id: 'dc', kind: 'site', parentId: null }),
  newAsset({ id: 'hall', kind: 'room', parentId: 'dc' }),
  device('ups-a', 'ups', { ratedPowerW: 80_000 }),
  device('ups-b', 'ups', { ratedPowerW: 60_000 }),
  device('pdu-a', 'pdu', { ratedPowerW: 45_000 }, 'ups-a'),
  device('pdu-b', 'pdu', { ratedPowerW: 45_000 }, 'ups-b'),
  newAsset({ id: 'rack', kind: 'rack', parentId: 'hall', feeds, attributes: { heightU: 42 } }),
  newAsset({ id: 'server', kind: 'server', parentId: 'rack', attributes: { heightU: 2 } }),
  ...[1, 2].map((n) =>
    newAsset({ id: `chiller-${n}`, kind: 'chiller', parentId: 'dc', attributes: { ratedCoolingW: 90_000 } }),
  ),
]);
const limitOf = (assetId: string, resource: string) =>
  capacityLimits(site).find((each) => each.asset.id === assetId && each.resource === resource)?.limit;

describe('the limits of a site', () => {
  it('are the rated power of each UPS and PDU', () => {
    expect([limitOf('ups-a', 'power'), limitOf('pdu-b', 'power')]).toEqual([80_000, 45_000]);
  });

  it('let a hall draw no more than its weaker path can bear alone', () => {
    expect(limitOf('hall', 'power')).toBe(60_000);
  });

  it('leave one chiller as a spare', () => {
    expect(limitOf('dc', 'cooling')).toBe(90_000);
  });

  it('count the units of racks, and those that servers take up', () => {
    expect(limitOf('hall', 'space')).toBe(42);
    expect(usedRackUnits(site, site.find('dc')!)).toBe(2);
  });

  it('are none where the site says nothing', () => {
    expect(capacityLimits(new SiteModel([newAsset({ id: 'dc', kind: 'site', parentId: null })]))).toEqual([]);
  });
});
