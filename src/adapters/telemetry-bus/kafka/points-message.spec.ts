import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodePoints, encodePoints, pointsIn } from './points-message.js';
import { decodeSeries, encodeSeries } from './series-entry.js';

const series = (assetId: string) => ({
  assetId,
  metric: 'hw.temperature',
  component: 'inlet',
  unit: 'Cel',
  source: 'otlp',
  simulated: false,
});

function message(points: readonly { place: number; at: number; value: number }[], assets: readonly string[]): Buffer {
  return encodePoints({
    length: points.length,
    at: Float64Array.from(points, ({ at }) => at),
    values: Float64Array.from(points, ({ value }) => value),
    places: Int32Array.from(points, ({ place }) => place),
    entries: assets.map((asset) => encodeSeries(series(asset))),
  });
}
const good = message(
  [
    { place: 0, at: 1_767_225_600_000, value: 21.5 },
    { place: 1, at: 1_767_225_600_001, value: -0 },
    { place: 0, at: 1_767_225_600_002, value: 1e-300 },
  ],
  ['srv-1', 'Kühlung-3'],
);

describe('a message of points', () => {
  it('brings back what went in, wherever in memory it begins', () => {
    for (const shift of [0, 1, 4, 7]) {
      const memory = Buffer.alloc(good.length + 16);
      good.copy(memory, shift);
      const read = decodePoints(memory.subarray(shift, shift + good.length));
      if (read.kind !== 'points') throw new Error(read.kind);
      const { length, at, values, places, entries, bytes } = read.points;
      expect(length).toBe(3);
      expect([...at]).toEqual([1_767_225_600_000, 1_767_225_600_001, 1_767_225_600_002]);
      expect([...values]).toEqual([21.5, -0, 1e-300]);
      expect([...places]).toEqual([0, 1, 0]);
      const names = entries.map(({ start, end }) => decodeSeries(bytes.subarray(start, end)));
      expect(names).toEqual([series('srv-1'), series('Kühlung-3')]);
    }
    expect(pointsIn(good)).toBe(3);
  });

  it('brings back the scores beside its points, and is foreign when they are cut off', () => {
    const column = (first: number) => Float32Array.of(first, NaN);
    const scores = { score: column(0.25), expected: column(22), lower: column(20), upper: column(24) };
    const scored = encodePoints({
      length: 2,
      at: Float64Array.of(1, 2),
      values: Float64Array.of(21, 22),
      places: Int32Array.of(0, 0),
      entries: [encodeSeries(series('srv-1'))],
      scores,
    });
    const read = decodePoints(scored);
    if (read.kind !== 'points') throw new Error(read.kind);
    expect(read.points.scores).toEqual(scores);
    expect([...read.points.values]).toEqual([21, 22]);
    expect(decodePoints(scored.subarray(0, scored.length - 4))).toEqual({ kind: 'foreign' });
  });

  it('is foreign when it is cut off, longer than it says, or names a series that it does not have', () => {
    for (let length = 0; length < good.length; length += 1) {
      expect(decodePoints(good.subarray(0, length))).toEqual({ kind: 'foreign' });
    }
    expect(decodePoints(Buffer.concat([good, Buffer.alloc(1)]))).toEqual({ kind: 'foreign' });
    expect(decodePoints(message([{ place: 1, at: 0, value: 0 }], ['srv-1']))).toEqual({ kind: 'foreign' });
  });

  it('of a newer version is told apart from rubbish, so that it can wait for an upgrade', () => {
    const newer = Buffer.from(good);
    newer.writeUInt8(3, 3);
    expect(decodePoints(newer)).toEqual({ kind: 'newer' });
  });

  it('never makes the reader throw, whatever its bytes', () => {
    const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(changes, (list) => {
        const bytes = Buffer.from(good);
        for (const [index, byte] of list) bytes[index] = byte;
        const read = decodePoints(bytes);
        if (read.kind !== 'points') return;
        for (const { start, end } of read.points.entries) decodeSeries(bytes.subarray(start, end));
      }),
    );
  });
});

describe('a series in a message', () => {
  it.each(['', '[]', '{}', 'null', '[1,2,3,4,5,6]', '["a","b","c","d","e"]', '["a","b","c","d","e","f"]', '"\\ud800"'])(
    'is not %s',
    (text) => {
      expect(decodeSeries(Buffer.from(text))).toBeUndefined();
    },
  );

  it('is not one with control characters, nor bytes that are no UTF-8', () => {
    expect(decodeSeries(encodeSeries({ ...series('a'), component: 'x\u0000' }))).toBeUndefined();
    expect(decodeSeries(Buffer.from([0x5b, 0xff, 0x5d]))).toBeUndefined();
  });
});
