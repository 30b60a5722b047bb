import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { StateReader, StateWriter } from './state-bytes.js';

describe('detector state as bytes', () => {
  it('gives back every number bit by bit', () => {
    fc.assert(
      fc.property(fc.double(), fc.array(fc.float()), fc.uint8Array(), fc.nat(), (single, many, raw, count) => {
        const writer = new StateWriter();
        writer.float64(single);
        writer.float32s(Float32Array.from(many));
        writer.bytesOf(raw);
        writer.uint32(count);
        const reader = new StateReader(writer.bytes());
        const floats = new Float32Array(many.length);
        const bytes = new Uint8Array(raw.length);
        expect(reader.float64()).toBe(single);
        reader.float32s(floats);
        reader.bytesInto(bytes);
        expect([...floats]).toEqual([...Float32Array.from(many)]);
        expect([...bytes]).toEqual([...raw]);
        expect(reader.uint32()).toBe(count);
        expect(reader.atEnd).toBe(true);
      }),
    );
  });

  it('gives back many numbers in double precision', () => {
    const given = Float64Array.of(NaN, Infinity, -Infinity, -0, Number.MIN_VALUE, 1 / 3, 1_700_000_000_001);
    const writer = new StateWriter();
    writer.float64s(given);
    const back = new Float64Array(given.length);
    new StateReader(writer.bytes()).float64s(back);
    expect([...back]).toEqual([...given]);
  });

  it('grows past its first buffer', () => {
    const writer = new StateWriter();
    writer.float32s(new Float32Array(5_000).fill(1.5));
    writer.float64(7);
    expect(writer.bytes().length).toBe(writer.length);
    const reader = new StateReader(writer.bytes());
    reader.float32s(new Float32Array(5_000));
    expect(reader.float64()).toBe(7);
  });

  it('says so when the bytes end too early', () => {
    expect(() => new StateReader(new Uint8Array(3)).float64()).toThrow(
      expect.objectContaining({ code: 'incompatible_data' }),
    );
  });
});
