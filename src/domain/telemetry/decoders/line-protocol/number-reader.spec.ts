import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NumberReader } from './number-reader.js';

function read(text: string): { value: number; rest: string } {
  const reader = new NumberReader();
  const value = reader.read(new TextEncoder().encode(text), 0, text.length);
  return { value, rest: text.slice(reader.end) };
}

describe('NumberReader', () => {
  it.each([
    ['0', 0],
    ['-0', -0],
    ['25', 25],
    ['+25', 25],
    ['-12.5', -12.5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1E-3', 0.001],
    ['1.5e+2', 150],
    ['17.616580305880305', 17.616580305880305],
    ['9007199254740993', 9007199254740992],
    ['9223372036854775807', 9223372036854775807n],
    ['4.9e-324', 5e-324],
    ['1e400', Infinity],
    ['1e-99999999', 0],
  ])('reads %s', (text, value) => {
    expect(read(text)).toEqual({ value: Number(value), rest: '' });
  });

  it.each([
    ['2100i', 2100, 'i'],
    ['1.2.3', 1.2, '.3'],
    ['1e', 1, 'e'],
    ['1e+', 1, 'e+'],
    ['25 1691270160000000000', 25, ' 1691270160000000000'],
  ])('stops in %s where the number ends', (text, value, rest) => {
    expect(read(text)).toEqual({ value, rest });
  });

  it.each(['', '-', '+', '.', 'e5', 'true', '"1"'])('finds none in %j', (text) => {
    expect(read(text)).toEqual({ value: NaN, rest: text });
  });

  it('reads every double as Number does', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(read(String(value))).toEqual({ value: Number(String(value)), rest: '' });
      }),
    );
  });

  it('reads every decimal as Number does', () => {
    const digits = fc.stringMatching(/^\d{1,25}$/);
    fc.assert(
      fc.property(digits, digits, fc.integer({ min: -40, max: 40 }), (whole, fraction, exponent) => {
        for (const text of [`${whole}.${fraction}`, `-${whole}.${fraction}e${exponent}`, whole]) {
          expect(read(text)).toEqual({ value: Number(text), rest: '' });
        }
      }),
    );
  });
});
