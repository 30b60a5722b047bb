import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTimestamp } from './parse-timestamp.js';

const noon = Date.UTC(2014, 1, 14, 12, 0, 0);

describe('times in a recorded file', () => {
  it.each([
    ['2014-02-14 12:00:00', noon],
    ['2014-02-14T12:00:00Z', noon],
    ['2014-02-14T12:00:00', noon],
    ['2014-02-14 12:00', noon],
    [' 2014-02-14 12:00:00 ', noon],
    ['2014-02-14T13:00:00+01:00', noon],
    ['2014-02-14T13:00:00+01', noon],
    ['2014-02-14T06:30:00-0530', noon],
    ['2014-02-14T12:00:00.250Z', noon + 250],
    ['2014-02-14 12:00:00,250', noon + 250],
    ['2014-02-14T12:00:00.000999999Z', noon],
    ['2014-02-14', Date.UTC(2014, 1, 14)],
    ['2016-02-29', Date.UTC(2016, 1, 29)],
    ['1392379200', noon],
    ['1392379200.5', noon + 500],
    ['1392379200000', noon],
    ['0', 0],
    ['-86400', -86_400_000],
  ])('%s is understood', (text, expected) => {
    expect(parseTimestamp(text)).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '14/02/2014',
    '2014-13-01',
    '2014-02-30',
    '2015-02-29',
    '2014-02-14 24:00:00',
    'NaN',
    '1e9',
  ])('%j is no time', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });

  it('a number of microseconds is refused rather than placed in the far future', () => {
    expect(parseTimestamp('1392379200000000')).toBeUndefined();
  });

  it('a zone that no place on Earth has is refused', () => {
    expect(parseTimestamp('2014-02-14T12:00:00+19:00')).toBeUndefined();
  });

  it('reads back every instant that ISO 8601 can write, to the millisecond', () => {
    const instants = fc.date({ min: new Date(0), max: new Date('2200-01-01T00:00:00Z'), noInvalidDate: true });
    fc.assert(fc.property(instants, (date) => parseTimestamp(date.toISOString()) === date.getTime()));
  });
});
