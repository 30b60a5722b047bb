import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonTimestamp } from './json-timestamp.js';

describe('a time in JSON', () => {
  it.each([
    [1_700_000_000, 's', 1_700_000_000_000],
    [1_700_000_000.5, 's', 1_700_000_000_500],
    [1_700_000_000_123, 'ms', 1_700_000_000_123],
    [1_700_000_000_123_456, 'us', 1_700_000_000_123.456],
    ['1700000000123250000', 'ns', 1_700_000_000_123.25],
    ['-1000001', 'us', -1000.001],
    ['7', 'ns', 7e-6],
    ['1700000000.25', 's', 1_700_000_000_250],
    ['2023-11-14T22:13:20Z', 'ns', 1_700_000_000_000],
  ] as const)('%j in %s', (written, precision, at) => {
    expect(jsonTimestamp(written, precision)).toBe(at);
  });

  it.each([undefined, null, true, {}, [], '', 'noon', '1e9', '0x10', NaN])('%j is none', (written) => {
    expect(jsonTimestamp(written, 'auto')).toBeNaN();
  });

  it('tells its unit by its magnitude, in text as in numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2e8, max: 4e9 }), (seconds) => {
        const whole = [1, 1e3, 1e6, 1e9].map((scale) => jsonTimestamp(seconds * scale, 'auto'));
        const texts = ['', '000', '000000', '000000000'].map((zeros) => jsonTimestamp(`${seconds}${zeros}`, 'auto'));
        expect([...whole, ...texts]).toEqual(new Array(8).fill(seconds * 1000));
      }),
    );
  });

  it('keeps whole milliseconds through nanoseconds that no double holds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (at) => {
        expect(jsonTimestamp(at * 1e6, 'ns')).toBe(at);
        expect(jsonTimestamp(`${at}000000`, 'ns')).toBe(at);
      }),
    );
  });
});
