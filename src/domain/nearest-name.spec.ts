import { describe, expect, it } from '@jest/globals';
import { nearestName } from './nearest-name.js';

const settings = ['PLENUM_HTTP_HOST', 'PLENUM_HTTP_PORT', 'PLENUM_DATA_DIR', 'PLENUM_TWIN_BACKFILL_HOURS'];
const assets = ['hall-1-crah-1', 'hall-1-crah-2', 'hall-1-rack-01', 'hall-2-crah-1'];

describe('the name that was meant', () => {
  it.each([
    ['PLENUM_HTTP_PORTS', 'PLENUM_HTTP_PORT'],
    ['PLENUM_PORT', 'PLENUM_HTTP_PORT'],
    ['PLENUM_DATADIR', 'PLENUM_DATA_DIR'],
    ['PLENUM_TWIN_BACKFILL', 'PLENUM_TWIN_BACKFILL_HOURS'],
    ['PLENUM_COFFEE_MACHINE', undefined],
  ])('among settings, %s: %s', (written, meant) => {
    expect(nearestName(written, settings, 'PLENUM_')).toBe(meant);
  });

  it.each([
    ['hall-1-crac-1', 'hall-1-crah-1'],
    ['hall1-crah-2', 'hall-1-crah-2'],
    ['hall-1-rack-1', 'hall-1-rack-01'],
    ['warehouse', undefined],
    ['', undefined],
  ])('among assets, %s: %s', (written, meant) => {
    expect(nearestName(written, assets)).toBe(meant);
  });

  it('is nothing where nothing is known', () => {
    expect(nearestName('hall-1-crah-1', [])).toBeUndefined();
  });
});
