import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Precision, TimestampReader } from './timestamp-reader.js';

const read = (text: string, precision: Precision) =>
  new TimestampReader().read(new TextEncoder().encode(text), 0, text.length, precision);

describe('TimestampReader', () => {
  it.each<[string, Precision, number]>([
    ['1691270160000000000', 'ns', 1691270160000],
    ['1691270160000000', 'us', 1691270160000],
    ['1691270160000', 'ms', 1691270160000],
    ['1691270160', 's', 1691270160000],
    ['1691270160123456789', 'ns', 1691270160123.4568],
    ['-1691270160000000000', 'ns', -1691270160000],
    ['0', 'ns', 0],
    ['999999', 'ns', 0.999999],
    ['+5', 's', 5000],
  ])('reads %s %s as epoch ms', (text, precision, ms) => {
    expect(read(text, precision)).toBeCloseTo(ms, 3);
  });

  it.each(['1691270160', '1691270160000', '1691270160000000', '1691270160000000000'])(
    'tells the unit of %s by its magnitude',
    (text) => {
      expect(read(text, 'auto')).toBe(1691270160000);
    },
  );

  it.each(['', '-', 'x'])('finds no time in %j', (text) => {
    expect(read(text, 'ns')).toBeNaN();
  });

  it('keeps every whole millisecond of nanoseconds, which no double could', () => {
    fc.assert(
      fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (ms) => {
        expect(read(`${BigInt(ms) * 1_000_000n}`, 'ns')).toBe(ms);
      }),
    );
  });

  it('keeps points a microsecond apart apart', () => {
    expect(read('1760000000000001000', 'ns')).not.toBe(read('1760000000000002000', 'ns'));
  });
});
