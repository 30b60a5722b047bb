import { describe, expect, it } from '@jest/globals';
import { countOfKind } from '../format/kind-name.js';
import { limitLevel, nextLimit, timeToLimitText } from './limit-text.js';
import type { TimeToLimit } from './limit-text.js';
import { redundancyText } from './redundancy-text.js';
import type { Redundancy } from './redundancy-text.js';

const limit = (limitC: number, inSeconds: number | null) => ({ limitC, inSeconds }) as TimeToLimit;

describe('what is left of a supply', () => {
  const cooling = (working: number): Redundancy => ({ kind: 'cooling', zone: 'north', working, needed: 3, total: 4 });
  const power = (racksWithoutPower: number): Redundancy => ({
    kind: 'power',
    racksOnOneFeed: 6,
    racksWithoutPower,
    lostFeeds: ['pdu-a1'],
  });

  it.each([
    ['a CRAH has failed and the others carry it', cooling(3), 'No spare cooling', 'warning'],
    ['two of them have failed', cooling(2), 'Too little cooling', 'critical'],
    ['a feed is lost', power(0), '6 racks on one feed', 'warning'],
    ['both feeds of a rack are lost', power(1), '1 rack without power', 'critical'],
  ])('is told when %s', (_when, left, verdict, level) => {
    expect(redundancyText(left)).toMatchObject({ verdict, level });
  });

  it('says what the verdict rests on', () => {
    expect(redundancyText(cooling(2)).detail).toBe('2 of 4 CRAHs of north work, 3 needed');
    expect(redundancyText(power(0)).detail).toBe('lost: pdu-a1');
  });
});

describe('the time until a limit', () => {
  it.each([
    [346, 'in 5 min', 'warning'],
    [50, 'in 50 s', 'critical'],
    [0, 'passed', 'critical'],
    [null, 'not approached', 'info'],
  ] as const)('of %s s is told as "%s"', (inSeconds, text, level) => {
    expect(timeToLimitText(limit(27, inSeconds))).toBe(text);
    expect(limitLevel(limit(27, inSeconds))).toBe(level);
  });

  it('is that of the lowest limit not passed yet, else of the highest', () => {
    expect(nextLimit([limit(27, 60), limit(32, 600)])?.limitC).toBe(27);
    expect(nextLimit([limit(27, 0), limit(32, 600)])?.limitC).toBe(32);
    expect(nextLimit([limit(27, 0), limit(32, 0)])?.limitC).toBe(32);
    expect(nextLimit([])).toBeUndefined();
  });
});

it('assets are counted in the words that operators say', () => {
  expect([countOfKind(1, 'crah'), countOfKind(2, 'ups'), countOfKind(27, 'rack'), countOfKind(3, 'unknown')]).toEqual([
    '1 CRAH',
    '2 UPSs',
    '27 racks',
    '3 unknown devices',
  ]);
});
