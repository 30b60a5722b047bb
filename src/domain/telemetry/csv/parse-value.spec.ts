import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isMissing, parseValue } from './parse-value.js';
import { findTimeColumn } from './time-column.js';

describe('values in a recorded file', () => {
  it.each(['', '  ', 'NaN', 'nan', 'NULL', 'n/a', 'NA', 'None'])('%j says that there was no reading', (text) => {
    expect(isMissing(text)).toBe(true);
    expect(parseValue(text)).toBeUndefined();
  });

  it.each([
    ['0', 0],
    ['-3.5', -3.5],
    ['+4', 4],
    ['.5', 0.5],
    ['5.', 5],
    ['1.5e3', 1500],
    [' 94.79799999999999 ', 94.79799999999999],
  ])('%j is a number', (text, expected) => {
    expect(isMissing(text)).toBe(false);
    expect(parseValue(text)).toBe(expected);
  });

  it.each(['0x10', 'Infinity', '1e999', '1,5', 'OK', '12 W', '--1'])('%j is neither a number nor missing', (text) => {
    expect(isMissing(text)).toBe(false);
    expect(parseValue(text)).toBeUndefined();
  });

  it('reads back every finite number', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(fc.property(finite, (value) => parseValue(String(value)) === value));
  });
});

describe('the time column of a recorded file', () => {
  it('is found by its usual names, whatever their case', () => {
    expect(findTimeColumn(['value', 'Timestamp'])).toBe(1);
    expect(findTimeColumn(['datetime', 'Accelerometer1RMS'])).toBe(0);
    expect(findTimeColumn(['date', 'time', 'OT'])).toBe(1);
    expect(findTimeColumn(['OT', 'date'])).toBe(1);
  });

  it('is not guessed when no name fits', () => {
    expect(findTimeColumn(['when', 'value'])).toBeUndefined();
  });
});
