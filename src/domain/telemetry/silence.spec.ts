import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../errors.js';
import { ReportingIntervals } from './silence.js';

const second = 1000;
const hour = 3600 * second;

/** Reports every `every` ms in [from, to), looked at after each report as a running service does. */
function report(intervals: ReportingIntervals, seriesId: number, from: number, to: number, every: number): void {
  for (let at = from; at < to; at += every) {
    intervals.observe(seriesId, at);
    intervals.silent(at);
  }
}

const silentIds = (intervals: ReportingIntervals, now: number) => intervals.silent(now).map(({ seriesId }) => seriesId);

describe('a series that falls silent', () => {
  it('is told after five missed intervals, and no longer once it reports again', () => {
    const intervals = new ReportingIntervals();
    report(intervals, 7, 0, hour, 10 * second);
    const last = hour - 10 * second;
    expect(intervals.silent(last + 49 * second)).toEqual([]);
    expect(intervals.silent(last + 51 * second)).toEqual([{ seriesId: 7, lastAt: last, intervalMs: 10 * second }]);
    intervals.observe(7, last + 60 * second);
    expect(intervals.silent(last + 61 * second)).toEqual([]);
  });

  it('is given half a minute however often it reports', () => {
    const intervals = new ReportingIntervals();
    report(intervals, 1, 0, 60 * second, 100);
    expect(silentIds(intervals, 60 * second + 29 * second)).toEqual([]);
    expect(silentIds(intervals, 60 * second + 31 * second)).toEqual([1]);
  });

  it('is still found after an outage in its past', () => {
    const intervals = new ReportingIntervals();
    report(intervals, 1, 0, hour, 10 * second);
    report(intervals, 1, 5 * hour, 6 * hour, 10 * second);
    expect(silentIds(intervals, 6 * hour + 120 * second)).toEqual([1]);
  });

  it('is found at its new pace when its sender is set to another interval', () => {
    const intervals = new ReportingIntervals();
    report(intervals, 1, 0, hour, 10 * second);
    report(intervals, 1, hour, 20 * hour, 60 * second);
    expect(silentIds(intervals, 20 * hour + 120 * second)).toEqual([]);
    expect(silentIds(intervals, 20 * hour + 400 * second)).toEqual([1]);
  });
});

describe('a series that only seems silent', () => {
  it('such as an import of old history, raises no alarm', () => {
    const intervals = new ReportingIntervals();
    for (let at = 0; at < hour; at += 10 * second) intervals.observe(3, at);
    expect(silentIds(intervals, 1000 * hour)).toEqual([]);
    expect(silentIds(intervals, 1001 * hour)).toEqual([]);
  });

  it('because it reported only a few times, raises no alarm', () => {
    const intervals = new ReportingIntervals();
    report(intervals, 3, 0, 30 * second, 10 * second);
    expect(silentIds(intervals, hour)).toEqual([]);
  });

  it('because it reports in bursts with long pauses, raises no alarm', () => {
    const intervals = new ReportingIntervals();
    for (let burst = 0; burst < 20; burst += 1) {
      report(intervals, 3, burst * 300 * second, burst * 300 * second + 60 * second, 10 * second);
    }
    for (let now = 5761; now < 6100; now += 10) expect(silentIds(intervals, now * second)).toEqual([]);
  });

  it('because old points arrive late, keeps its place in time', () => {
    const intervals = new ReportingIntervals();
    report(intervals, 3, 0, hour, 10 * second);
    intervals.observe(3, 5 * second);
    expect(silentIds(intervals, hour)).toEqual([]);
    expect(intervals.silent(2 * hour)[0]?.lastAt).toBe(hour - 10 * second);
  });
});

describe('a restart', () => {
  it('goes on with what was learned', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(1e6)), { maxLength: 200 }), (points) => {
        const before = new ReportingIntervals();
        for (const [seriesId, at] of points) {
          before.observe(seriesId, at);
          before.silent(at);
        }
        const after = new ReportingIntervals();
        after.observe(5, 1);
        after.restore(before.snapshot());
        expect(after.snapshot()).toEqual(before.snapshot());
        expect(after.silent(2e6)).toEqual(before.silent(2e6));
      }),
    );
  });

  it('refuses damaged bytes', () => {
    const bytes = new ReportingIntervals().snapshot();
    for (const damaged of [bytes.subarray(0, 4), new Uint8Array(8), new Uint8Array([...bytes, 0])]) {
      expect(() => {
        new ReportingIntervals().restore(damaged);
      }).toThrow(DomainError);
    }
  });
});
