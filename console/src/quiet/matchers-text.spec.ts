import { describe, expect, it } from '@jest/globals';
import { maintenanceText } from './maintenance-text.js';
import { listOf } from '../format/list.js';
import { matchersText } from './matchers-text.js';

describe('what a silence covers', () => {
  it('is told in one line', () => {
    expect(matchersText({ asset: ['rack-7', 'rack-8'], severity: ['info'] })).toBe(
      'asset rack-7, rack-8 · severity info',
    );
    expect(matchersText({ assetKind: ['crah'], alertKind: ['silent'], component: [''] })).toBe(
      'kind crah · alerts silent · component (whole)',
    );
  });

  it('stays one line for an incident of hundreds of servers', () => {
    const asset = Array.from({ length: 240 }, (_, i) => `server-${i}`);
    expect(matchersText({ asset })).toBe('asset server-0, server-1, server-2 and 237 more');
  });

  it('is everything without a condition', () => {
    expect(matchersText({})).toBe('everything');
    expect(matchersText({ asset: [] })).toBe('everything');
  });

  it('is read from what people type', () => {
    expect(listOf(' rack-7,rack-8 , ,')).toEqual(['rack-7', 'rack-8']);
    expect(listOf('  ')).toEqual([]);
  });
});

it('what maintenance covers is told with what hangs on it and whether it comes again', () => {
  const once = { assets: ['crah-1'], includeFed: true, weekly: null };
  expect(maintenanceText(once)).toBe('crah-1 and what it serves');
  expect(
    maintenanceText({ assets: ['a', 'b'], includeFed: false, weekly: { timeZone: 'Europe/Oslo', until: null } }),
  ).toBe('a, b, each week (Europe/Oslo)');
});
