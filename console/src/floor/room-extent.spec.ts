import { describe, expect, it } from '@jest/globals';
import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { roomExtent } from './room-extent.js';
import { rackLabel, shortName } from './short-name.js';

function anAsset(known: Partial<AssetOut>): AssetOut {
  return {
    id: 'hall-1',
    name: 'Hall 1',
    kind: 'room',
    parentId: null,
    path: [],
    simulated: true,
    discovered: false,
    adopted: false,
    position: null,
    rackUnit: null,
    feeds: [],
    coolingZone: null,
    workloads: [],
    attributes: {},
    openAlerts: 0,
    children: 0,
    ...known,
  };
}

describe('the size of a hall on the map', () => {
  const rack = anAsset({ position: { x: 10, y: 4, width: 0.6, depth: 1.2 } });

  it('is what the site model gives', () => {
    expect(roomExtent(anAsset({ position: { x: 0, y: 0, width: 20, depth: 12 } }), [rack])).toEqual({
      width: 20,
      depth: 12,
    });
  });

  it('grows when something stands outside', () => {
    expect(roomExtent(anAsset({ position: { x: 0, y: 0, width: 5, depth: 12 } }), [rack]).width).toBeCloseTo(10.6);
  });

  it('follows its contents, with some space, when nobody gave it', () => {
    const { width, depth } = roomExtent(anAsset({}), [rack]);
    expect(width).toBeGreaterThan(10.6);
    expect(depth).toBeGreaterThan(5.2);
  });
});

describe('names in a hall', () => {
  const hall = anAsset({});

  it('leave the hall out when the id is all the name there is', () => {
    expect(shortName(anAsset({ id: 'hall-1-crah-2', name: 'hall-1-crah-2' }), hall)).toBe('CRAH 2');
  });

  it('stay as given otherwise', () => {
    expect(shortName(anAsset({ id: 'hall-1-crah-2', name: 'North wall' }), hall)).toBe('North wall');
    expect(shortName(anAsset({ id: 'ups-1', name: 'ups-1' }), hall)).toBe('ups-1');
  });

  it('are one word on a rack', () => {
    expect(rackLabel(anAsset({ name: 'hall-1-rack-07' }))).toBe('07');
    expect(rackLabel(anAsset({ name: 'Rack A07' }))).toBe('A07');
  });
});
