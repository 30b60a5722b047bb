import { describe, expect, it } from '@jest/globals';
import { CounterTracker } from './counter-tracker.js';
import type { DecodeResult, SeriesMapping } from './decoders/decoder.js';
import { PointCollector, usualLimits } from './point-collector.js';

const bytes = new TextEncoder().encode('the line');
const original = () => bytes;

function aMapping(changes: Partial<Extract<SeriesMapping, { kind: 'series' }>> = {}): SeriesMapping {
  return {
    kind: 'series',
    seriesId: 1,
    scale: 1,
    offset: 0,
    counter: 'none',
    min: -Infinity,
    max: Infinity,
    ...changes,
  };
}

function collect(mapping: SeriesMapping, points: [at: number, value: number][], limits = usualLimits): DecodeResult {
  const collector = new PointCollector(new CounterTracker(), limits);
  points.forEach(([at, value], i) => {
    collector.add(mapping, at, value, i + 1, original);
  });
  return collector.finish();
}

const valuesOf = ({ batch }: DecodeResult) => [...batch.values];
const codesOf = ({ rejections }: DecodeResult) => rejections.map(({ code, position }) => `${position} ${code}`);

describe('PointCollector', () => {
  it('converts values to the unit of the series', () => {
    expect(valuesOf(collect(aMapping({ scale: 5 / 9, offset: -160 / 9 }), [[0, 77]]))[0]).toBeCloseTo(25, 12);
  });

  it.each([NaN, Infinity, -Infinity])('refuses %d with its bytes and place, and keeps the others', (bad) => {
    const result = collect(aMapping(), [
      [1, 20],
      [2, bad],
      [3, 21],
    ]);
    expect(valuesOf(result)).toEqual([20, 21]);
    expect(codesOf(result)).toEqual(['2 not_finite']);
    expect(result.rejections[0]?.original).toEqual(bytes);
  });

  it('leaves out the huge numbers that mean "blank", by magnitude', () => {
    const result = collect(aMapping(), [
      [1, Number('9223372036854775794')],
      [2, -9.3e18],
      [3, 53],
    ]);
    expect(valuesOf(result)).toEqual([53]);
    expect(result.skipped).toEqual(new Map([['sentinel', 2]]));
    expect(result.rejections).toEqual([]);
  });

  it('leaves out -1 only where the device uses it for "unsupported"', () => {
    const points: [number, number][] = [
      [1, -1],
      [2, 163],
    ];
    expect(collect(aMapping({ blank: -1 }), points).skipped).toEqual(new Map([['unsupported_by_device', 1]]));
    expect(valuesOf(collect(aMapping({ blank: NaN }), points))).toEqual([-1, 163]);
  });

  it('refuses what is physically implausible after conversion', () => {
    const result = collect(aMapping({ scale: 0.01, min: 0, max: 1.5 }), [
      [1, 150],
      [2, 151],
      [3, -1],
    ]);
    expect(valuesOf(result)).toEqual([1.5]);
    expect(codesOf(result)).toEqual(['2 out_of_range', '3 out_of_range']);
  });

  it('refuses times that no clock shows and times ahead of the clock', () => {
    const result = collect(
      aMapping(),
      [
        [NaN, 1],
        [9e15, 1],
        [2000, 1],
        [1000, 1],
      ],
      { ...usualLimits, latestAt: 1500 },
    );
    expect(codesOf(result)).toEqual(['1 bad_timestamp', '2 bad_timestamp', '3 from_the_future']);
    expect([...result.batch.at]).toEqual([1000]);
  });

  it('follows counters: rates in watts from joules, nothing for the first sample and across a reset', () => {
    const result = collect(aMapping({ counter: 'cumulative', scale: 1e-3 }), [
      [0, 1_000_000],
      [10_000, 4_000_000],
      [20_000, 5],
      [30_000, 1_000_005],
    ]);
    expect(valuesOf(result)).toEqual([300, 100]);
    expect(result.skipped).toEqual(
      new Map([
        ['first_counter_sample', 1],
        ['counter_reset', 1],
      ]),
    );
  });

  it('refuses a counter sample that it cannot place', () => {
    const points = Array.from({ length: 12 }, (_, i): [number, number] => [(i + 1) * 1000, i]);
    expect(codesOf(collect(aMapping({ counter: 'cumulative' }), [...points, [0, 0]]))).toEqual([
      '13 counter_out_of_order',
    ]);
  });

  it('passes on what the mapping already refused or left out', () => {
    const refused = collect({ kind: 'rejected', code: 'unknown_unit', message: 'no' }, [[1, 1]]);
    expect(codesOf(refused)).toEqual(['1 unknown_unit']);
    expect(collect({ kind: 'skipped', reason: 'device_threshold' }, [[1, 1]]).skipped.get('device_threshold')).toBe(1);
  });

  it('keeps the bytes of the first rejections, and counts the rest by reason', () => {
    const points = Array.from({ length: 5 }, (_, i): [number, number] => [i, NaN]);
    const result = collect(aMapping(), points, { ...usualLimits, maxListed: 2, maxOriginalBytes: 3 });
    expect(codesOf(result)).toEqual(['1 not_finite', '2 not_finite']);
    expect(result.rejections[0]?.original).toHaveLength(3);
    expect(result.unlisted).toEqual(new Map([['not_finite', 3]]));
  });
});
