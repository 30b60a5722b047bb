import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import type { SeriesPoints, TelemetryStore } from '../../src/ports/telemetry-store.js';
import { scoresOf, type TelemetryStoreUnderTest } from './telemetry-store.contract.js';

const hour = 3_600_000;
const start = Date.UTC(2026, 2, 1);

/** Sums of the same numbers in another order may differ in their last digits. */
function expectSamePoints(actual: SeriesPoints, expected: SeriesPoints, scored: boolean): void {
  for (const name of ['at', 'min', 'max'] as const) expect([...actual[name]]).toEqual([...expected[name]]);
  if (scored) expect([...actual.score]).toEqual([...expected.score]);
  for (const name of scored ? (['value', 'expected', 'lower', 'upper'] as const) : (['value'] as const)) {
    expect(actual[name]).toHaveLength(expected[name].length);
    for (const [index, value] of expected[name].entries()) {
      if (Number.isNaN(value)) expect(actual[name][index]).toBeNaN();
      else expect(actual[name][index]).toBeCloseTo(value, 9);
    }
  }
}

/** The part of the contract of `TelemetryStore` that is about reading many series at once. */
export function describeManySeries(name: string, prepare: () => Promise<TelemetryStoreUnderTest>): void {
  describe(`${name} asked for many series`, () => {
    let underTest: TelemetryStoreUnderTest;
    let store: TelemetryStore;

    beforeEach(async () => {
      underTest = await prepare();
      store = await underTest.open(new FakeClock(start));
    });
    afterEach(async () => {
      await store.close();
      await underTest.dispose();
    });

    it('STORE-16 MUST read many series in the order asked for, each as it is read alone, also one without points', async () => {
      const arrival = fc.record({
        seriesId: fc.integer({ min: 1, max: 5 }),
        minute: fc.integer({ min: 0, max: 200 }),
        value: fc.integer({ min: -50, max: 50 }),
        expected: fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }),
      });
      const step = fc.record({ arrivals: fc.array(arrival, { minLength: 1, maxLength: 30 }), rollsUp: fc.boolean() });
      const wanted = fc.record({
        seriesIds: fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 1 }),
        fromMs: fc.integer({ min: -90_000, max: 2 * hour }).map((offset) => start + offset),
        stepMs: fc.constantFrom(undefined, 45_000, 60_000, 300_000, 2 * hour),
        limit: fc.constantFrom(1, 7, 10_000),
        scored: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 3 }), wanted, async (steps, { stepMs, ...selection }) => {
          for (const { arrivals, rollsUp } of steps) {
            const points = arrivals.map(({ seriesId, minute, value }) => ({
              seriesId,
              at: start + minute * 40_000,
              value,
            }));
            await store.appendPoints(batchOf(points));
            const scored = points.map((point, index) => ({ ...point, score: 1, expected: arrivals[index]!.expected }));
            await store.appendScores(scoresOf(scored.map(({ value: _, ...score }) => score)));
            if (rollsUp) await store.rollUp();
          }
          const query = { ...selection, toMs: start + 24 * hour, ...(stepMs === undefined ? {} : { stepMs }) };
          const seen: number[] = [];
          for await (const { seriesId, points } of store.readManyPoints(query)) {
            seen.push(seriesId);
            expectSamePoints(points, await store.readPoints({ ...query, seriesId, scored: true }), query.scored);
          }
          expect(seen).toEqual(query.seriesIds);
        }),
        { numRuns: 25 },
      );
    });

    it('STORE-17 MUST read many series also where one alone is more than a batch, and MUST go on after an iteration that is left', async () => {
      const rowsOf = (seriesId: number, count: number) =>
        batchOf(Array.from({ length: count }, (_, i) => ({ seriesId, at: start + i, value: i })));
      const counts = [3, 270_000, 0, 5, 9_000];
      for (const [index, count] of counts.entries()) {
        if (count > 0) await store.appendPoints(rowsOf(index + 1, count));
      }
      const query = { seriesIds: [1, 2, 3, 4, 5], fromMs: start, toMs: start + hour, limit: 1_000_000 };
      for await (const { seriesId } of store.readManyPoints(query)) if (seriesId === 2) break;
      const found: number[] = [];
      for await (const { points } of store.readManyPoints(query)) {
        found.push(points.at.length);
        expect(points.value.every((value, index) => value === index)).toBe(true);
      }
      expect(found).toEqual(counts);
    });

    it('STORE-18 MUST give nothing when no series is asked for', async () => {
      const query = { seriesIds: [], fromMs: start, toMs: start + hour, limit: 1 };
      const found: unknown[] = [];
      for await (const one of store.readManyPoints(query)) found.push(one);
      expect(found).toEqual([]);
    });
  });
}
