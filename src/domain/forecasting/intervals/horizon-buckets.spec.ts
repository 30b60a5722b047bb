import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HorizonBuckets } from './horizon-buckets.js';

const horizons = fc.integer({ min: 1, max: 1000 });

describe('the steps of a horizon in buckets', () => {
  it('double in size, and the last one ends with the horizon', () => {
    const day = new HorizonBuckets(24);
    const spans = Array.from({ length: day.count }, (_, bucket) => [day.firstStep(bucket), day.lastStep(bucket)]);
    expect(spans).toEqual([
      [1, 1],
      [2, 2],
      [3, 4],
      [5, 8],
      [9, 16],
      [17, 24],
    ]);
  });

  it('have each step in one bucket', () => {
    fc.assert(
      fc.property(horizons, (horizon) => {
        const buckets = new HorizonBuckets(horizon);
        for (let step = 1; step <= horizon; step++) {
          const bucket = buckets.bucketOf(step);
          expect(buckets.firstStep(bucket)).toBeLessThanOrEqual(step);
          expect(buckets.lastStep(bucket)).toBeGreaterThanOrEqual(step);
        }
      }),
    );
  });

  it('are placed between neighbours so that nothing jumps from step to step', () => {
    const buckets = new HorizonBuckets(720);
    const places = Array.from({ length: 720 }, (_, i) => {
      const { bucket, share } = buckets.positionOf(i + 1);
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThan(1);
      return bucket + share;
    });
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.at(-1)).toBe(buckets.count - 1);
  });

  it('judge every step in turn, at every hour of the day', () => {
    const buckets = new HorizonBuckets(24);
    const last = buckets.count - 1;
    const hoursOf = new Map<number, Set<number>>();
    for (let now = 0; now < 24 * 365; now++) {
      const step = buckets.judgedStep(last, now);
      expect(buckets.bucketOf(step)).toBe(last);
      hoursOf.set(step, (hoursOf.get(step) ?? new Set()).add((now + step) % 24));
    }
    expect([...hoursOf.keys()].sort((a, b) => a - b)).toEqual([17, 18, 19, 20, 21, 22, 23, 24]);
    for (const hours of hoursOf.values()) expect(hours.size).toBe(24);
  });
});
