import { describe, expect, it } from '@jest/globals';
import type { TimeToLimit } from './limit-text.js';
import { trendColumns } from './trend-data.js';

const start = Date.parse('2026-01-01T00:00:00Z');
const readings = [21, 24].map((value, i) => ({ at: new Date(start + i * 60_000).toISOString(), value }));
const limit = (limitC: number, inSeconds: number | null) => ({ limitC, inSeconds }) as TimeToLimit;

describe('the course of the hottest inlet', () => {
  it('goes on from its newest reading to both limits at the times that the outlook tells', () => {
    const seconds = start / 1000;
    expect(trendColumns(readings, [limit(27, 120), limit(32, 300)])).toEqual({
      at: [seconds, seconds + 60, seconds + 180, seconds + 360],
      measured: [21, 24, null, null],
      ahead: [null, 24, 27, 32],
    });
  });

  it('goes on to the limit that is left once the lower one is passed', () => {
    expect(trendColumns(readings, [limit(27, 0), limit(32, 300)]).ahead).toEqual([null, 24, 32]);
  });

  it.each([
    ['no limit is approached', [limit(27, null), limit(32, null)]],
    ['all limits are passed', [limit(27, 0), limit(32, 0)]],
    ['the next one is hours away', [limit(27, 3 * 3600)]],
    ['there is no outlook', []],
  ])('ends with its newest reading when %s', (_when, outlook) => {
    expect(trendColumns(readings, outlook)).toMatchObject({ measured: [21, 24], ahead: [null, null] });
  });

  it('is nothing as long as no reading is kept', () => {
    expect(trendColumns([], [limit(27, 120)])).toEqual({ at: [], measured: [], ahead: [] });
  });
});
