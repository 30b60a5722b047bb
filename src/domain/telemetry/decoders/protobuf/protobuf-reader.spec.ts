import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Writer } from 'protobufjs';
import { delimitedField, fieldsOf } from './protobuf-fields.js';
import { ProtobufReader, tagOf } from './protobuf-reader.js';

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const bits = ({ low, high }: ProtobufReader) => (BigInt(high) << 32n) | BigInt(low);

/** Bytes of a 64-bit number, seven bits each, lowest first. */
function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return new Uint8Array([...bytes, Number(rest)]);
}

describe('a Protocol Buffers reader', () => {
  it('reads varints of 64 bits, exactly in halves and as the nearest double', () => {
    fc.assert(
      fc.property(int64, (value) => {
        const reader = new ProtobufReader(varint(value));
        expect(reader.int64()).toBe(Number(value));
        expect(BigInt.asIntN(64, bits(reader))).toBe(value);
        expect(reader.index).toBe(reader.limit);
      }),
    );
  });

  it('reads what another encoder has written', () => {
    fc.assert(
      fc.property(fc.double(), fc.string(), fc.nat(), (double, text, number) => {
        const bytes = Writer.create()
          .uint32(0x09)
          .double(double)
          .uint32(0x12)
          .string(text)
          .uint32(0x18)
          .uint32(number)
          .finish();
        const reader = new ProtobufReader(bytes);
        expect([reader.next(), reader.tag, reader.double()]).toEqual([true, tagOf(1, 'fixed64'), double]);
        expect([reader.next(), reader.tag, reader.text()]).toEqual([true, tagOf(2, 'delimited'), text]);
        expect([reader.next(), reader.tag, reader.int64()]).toEqual([true, tagOf(3, 'varint'), number]);
        expect([reader.next(), reader.failed]).toEqual([false, false]);
      }),
    );
  });

  it.each([
    ['a varint without end', [0x08, 0xff]],
    ['a varint of eleven bytes', [0x08, ...new Array<number>(11).fill(0x80), 1]],
    ['a fixed64 cut short', [0x09, 1, 2, 3]],
    ['a fixed32 cut short', [0x0d, 1]],
    ['a length beyond the end', [0x0a, 5, 1]],
    ['a length of 64 bits', [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]],
    ['a group, which nobody sends', [0x0b, 0x0c]],
    ['a field number of zero', [0x00, 0x00]],
  ])('fails on %s, and reads no further', (_, bytes) => {
    const reader = new ProtobufReader(new Uint8Array(bytes));
    while (reader.next()) reader.skip();
    expect([reader.failed, reader.index, reader.next()]).toEqual([true, reader.limit, false]);
  });

  it('does not look beyond the message it was opened on', () => {
    const reader = new ProtobufReader(new Uint8Array([0x09, 1, 2, 3, 4, 5, 6, 7, 8]));
    reader.open(0, 5);
    reader.next();
    expect([reader.double(), reader.failed]).toEqual([NaN, true]);
  });

  it('hands the failure of an inner message to the outer one', () => {
    const reader = new ProtobufReader(new Uint8Array([0x0a, 2, 0x0a, 9, 0x10, 1]));
    reader.next();
    reader.within(() => {
      while (reader.next()) reader.skip();
    });
    expect([reader.failed, reader.next()]).toEqual([true, false]);
  });
});

describe('fields put together', () => {
  it('are taken apart again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.uint8Array({ maxLength: 300 }))), (parts) => {
        const fields = parts.map(([field, content]) => delimitedField(field, content));
        const message = new Uint8Array(fields.flatMap((field) => [...field]));
        expect(fieldsOf(message, () => true)).toEqual(fields);
      }),
    );
  });
});
