import { describe, expect, it } from '@jest/globals';
import { embeddedEnv } from './embedded-env.js';
import { nearestName } from './nearest-name.js';

const known = Object.keys(embeddedEnv.shape);

describe('the name that was meant', () => {
  it.each([
    ['PLENUM_HTTP_PORTS', 'PLENUM_HTTP_PORT'],
    ['PLENUM_PORT', 'PLENUM_HTTP_PORT'],
    ['PLENUM_DATADIR', 'PLENUM_DATA_DIR'],
    ['PLENUM_TWIN_BACKFILL', 'PLENUM_TWIN_BACKFILL_HOURS'],
    ['PLENUM_COFFEE_MACHINE', undefined],
  ])('%s: %s', (written, meant) => {
    expect(nearestName(written, known)).toBe(meant);
  });
});
