import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import type { ScoreBatch } from '../../src/domain/detection/score-batch.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import type { PointsQuery, SeriesPoints, TelemetryStore } from '../../src/ports/telemetry-store.js';

const hour = 3_600_000;
const start = Date.UTC(2026, 2, 1);

/** What an adapter's spec supplies: a way to open the store on the same data again and again. */
export interface TelemetryStoreUnderTest {
  open(clock: FakeClock): Promise<TelemetryStore>;
  dispose(): Promise<void>;
}

interface Score {
  seriesId: number;
  at: number;
  score: number;
  expected?: number | undefined;
}

export function scoresOf(scores: readonly Score[]): ScoreBatch {
  return {
    length: scores.length,
    seriesIds: Int32Array.from(scores, (score) => score.seriesId),
    at: Float64Array.from(scores, (score) => score.at),
    score: Float32Array.from(scores, (score) => score.score),
    expected: Float32Array.from(scores, (score) => score.expected ?? Number.NaN),
    lower: Float32Array.from(scores, (score) => (score.expected ?? Number.NaN) - 1),
    upper: Float32Array.from(scores, (score) => (score.expected ?? Number.NaN) + 1),
  };
}

function rows(points: SeriesPoints): number[][] {
  return [...points.at].map((at, index) => [at, points.value[index]!]);
}

export interface StoreAbilities {
  /** Whether positions are recorded in the transaction of the rows; true when absent. */
  readonly recordsPositions?: boolean;
  /** Whether retention counts from the arrival of a row, not from its own time; true when absent. */
  readonly keepsFromArrival?: boolean;
}

/** The contract of `TelemetryStore`, numbered as in docs/contracts.md. */
export function describeTelemetryStore(
  name: string,
  prepare: () => Promise<TelemetryStoreUnderTest>,
  { recordsPositions = true, keepsFromArrival = true }: StoreAbilities = {},
): void {
  describe(`${name} as a telemetry store`, () => {
    let underTest: TelemetryStoreUnderTest;
    let clock: FakeClock;
    let store: TelemetryStore;

    beforeEach(async () => {
      underTest = await prepare();
      clock = new FakeClock(start);
      store = await underTest.open(clock);
    });
    afterEach(async () => {
      await store.close();
      await underTest.dispose();
    });

    const everything = (seriesId: number, more: Partial<PointsQuery> = {}): PointsQuery => ({
      seriesId,
      fromMs: start - 24 * hour,
      toMs: start + 24 * hour,
      limit: 10_000,
      ...more,
    });

    it('STORE-1 MUST return the points of one series in time order, whatever order they arrived in', async () => {
      await store.appendPoints(
        batchOf([
          { seriesId: 1, at: start + 20_000, value: 22 },
          { seriesId: 2, at: start + 10_000, value: 99 },
          { seriesId: 1, at: start + 10_000, value: 21 },
        ]),
      );
      await store.appendPoints(batchOf([{ seriesId: 1, at: start, value: 20 }]));
      const points = await store.readPoints(everything(1));
      expect(rows(points)).toEqual([
        [start, 20],
        [start + 10_000, 21],
        [start + 20_000, 22],
      ]);
      expect([...points.min]).toEqual([20, 21, 22]);
      expect([...points.score].every(Number.isNaN)).toBe(true);
    });

    it('STORE-2 MUST show a corrected reading once, with the later value, before and after a roll-up', async () => {
      await store.appendPoints(
        batchOf([
          { seriesId: 1, at: start, value: 20 },
          { seriesId: 1, at: start, value: 21 },
        ]),
      );
      await store.appendPoints(batchOf([{ seriesId: 1, at: start, value: 22 }]));
      expect(rows(await store.readPoints(everything(1)))).toEqual([[start, 22]]);
      await store.rollUp();
      expect(rows(await store.readPoints(everything(1)))).toEqual([[start, 22]]);
      await store.appendPoints(batchOf([{ seriesId: 1, at: start, value: 23 }]));
      expect(rows(await store.readPoints(everything(1)))).toEqual([[start, 23]]);
      await store.rollUp();
      expect(rows(await store.readPoints(everything(1)))).toEqual([[start, 23]]);
      expect((await store.stats()).points).toBe(1);
    });

    it('STORE-3 MUST honour the bounds of a query (from inclusive, to exclusive) and its limit, oldest first', async () => {
      await store.appendPoints(batchOf([0, 1, 2, 3].map((i) => ({ seriesId: 1, at: start + i, value: i }))));
      expect(rows(await store.readPoints(everything(1, { fromMs: start + 1, toMs: start + 3 })))).toEqual([
        [start + 1, 1],
        [start + 2, 2],
      ]);
      expect(rows(await store.readPoints(everything(1, { limit: 1 })))).toEqual([[start, 0]]);
      expect(rows(await store.readPoints(everything(7)))).toEqual([]);
    });

    it('STORE-4 MUST put the score and its band beside the point it belongs to, the later score winning', async () => {
      await store.appendPoints(
        batchOf([
          { seriesId: 1, at: start, value: 20 },
          { seriesId: 1, at: start + 10_000, value: 30 },
        ]),
      );
      await store.appendScores(scoresOf([{ seriesId: 1, at: start + 10_000, score: 0.5 }]));
      await store.appendScores(scoresOf([{ seriesId: 1, at: start + 10_000, score: 2, expected: 21 }]));
      for (const rolledUp of [false, true]) {
        if (rolledUp) await store.rollUp();
        const points = await store.readPoints(everything(1));
        expect([...points.score]).toEqual([Number.NaN, 2]);
        expect([...points.expected]).toEqual([Number.NaN, 21]);
        expect([...points.lower]).toEqual([Number.NaN, 20]);
        expect([...points.upper]).toEqual([Number.NaN, 22]);
      }
    });

    it('STORE-5 MUST answer a step with mean, least, greatest and the worst score of each bucket', async () => {
      await store.appendPoints(
        batchOf([0, 1, 2, 3].map((i) => ({ seriesId: 1, at: start + i * 30_000, value: i * 10 }))),
      );
      await store.appendScores(
        scoresOf([
          { seriesId: 1, at: start, score: 0.2, expected: 4 },
          { seriesId: 1, at: start + 30_000, score: 3, expected: 6 },
        ]),
      );
      for (const rolledUp of [false, true]) {
        if (rolledUp) await store.rollUp();
        const points = await store.readPoints(everything(1, { stepMs: 60_000 }));
        expect(rows(points)).toEqual([
          [start, 5],
          [start + 60_000, 25],
        ]);
        expect([...points.min]).toEqual([0, 20]);
        expect([...points.max]).toEqual([10, 30]);
        expect([...points.score]).toEqual([3, Number.NaN]);
        expect([...points.expected]).toEqual([5, Number.NaN]);
      }
    });

    it('STORE-6 MUST give the same buckets from the tiers as from raw points, for late, doubled and corrected input', async () => {
      const arrival = fc.oneof(
        {
          weight: 8,
          arbitrary: fc.record({ minute: fc.integer({ min: 0, max: 200 }), value: fc.integer({ min: -50, max: 50 }) }),
        },
        { weight: 1, arbitrary: fc.constant('roll-up' as const) },
      );
      let seriesId = 100;
      await fc.assert(
        fc.asyncProperty(
          fc.array(arrival, { minLength: 1, maxLength: 30 }),
          fc.constantFrom(60_000, 300_000, 3_600_000, 7_200_000, 45_000),
          fc.integer({ min: -90_000, max: 4 * hour }),
          async (arrivals, stepMs, fromOffset) => {
            seriesId += 1;
            const kept = new Map<number, number>();
            for (const item of arrivals) {
              if (item === 'roll-up') await store.rollUp();
              else {
                const at = start + item.minute * 40_000;
                kept.set(at, item.value);
                await store.appendPoints(batchOf([{ seriesId, at, value: item.value }]));
              }
            }
            const fromMs = start + fromOffset;
            const buckets = new Map<number, number[]>();
            for (const [at, value] of kept) {
              const bucket = Math.floor(at / stepMs) * stepMs;
              if (at >= fromMs) buckets.set(bucket, [...(buckets.get(bucket) ?? []), value]);
            }
            const points = await store.readPoints(everything(seriesId, { fromMs, stepMs }));
            const wanted = [...buckets].sort(([a], [b]) => a - b);
            expect([...points.at]).toEqual(wanted.map(([at]) => at));
            expect([...points.min]).toEqual(wanted.map(([, values]) => Math.min(...values)));
            expect([...points.max]).toEqual(wanted.map(([, values]) => Math.max(...values)));
            for (const [index, [, values]] of wanted.entries()) {
              expect(points.value[index]).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 9);
            }
          },
        ),
        { numRuns: 25 },
      );
    });

    if (recordsPositions) {
      it('STORE-7 MUST record the position with the rows, by group and partition, and MUST ignore a batch that it has recorded', async () => {
        expect(await store.positionOf('store', 0)).toBeUndefined();
        await store.appendPoints(batchOf([{ seriesId: 1, at: start, value: 20 }]), { partition: 0, offset: 41 });
        await store.appendPoints(batchOf([{ seriesId: 1, at: start, value: 99 }]), { partition: 0, offset: 41 });
        await store.appendPoints(batchOf([{ seriesId: 2, at: start, value: 30 }]), { partition: 3, offset: 5 });
        await store.appendScores(scoresOf([{ seriesId: 1, at: start, score: 1 }]), { partition: 0, offset: 7 });
        const positions = async () => [
          await store.positionOf('store', 0),
          await store.positionOf('store', 3),
          await store.positionOf('score', 0),
          await store.positionOf('score', 3),
        ];
        expect(await positions()).toEqual([41, 5, 7, undefined]);
        expect(rows(await store.readPoints(everything(1)))).toEqual([[start, 20]]);
        expect(rows(await store.readPoints(everything(2)))).toEqual([[start, 30]]);
        await store.close();
        store = await underTest.open(clock);
        expect(await positions()).toEqual([41, 5, 7, undefined]);
      });
    } else {
      it('STORE-19 MUST know no position, and MUST take a batch that comes again without doubling it', async () => {
        for (const offset of [41, 41]) {
          await store.appendPoints(batchOf([{ seriesId: 1, at: start, value: 20 }]), { partition: 0, offset });
          await store.appendScores(scoresOf([{ seriesId: 1, at: start, score: 1 }]), { partition: 0, offset });
        }
        expect(await store.positionOf('store', 0)).toBeUndefined();
        expect(await store.positionOf('score', 0)).toBeUndefined();
        expect(rows(await store.readPoints(everything(1)))).toEqual([[start, 20]]);
        expect([...(await store.readPoints(everything(1))).score]).toEqual([1]);
      });
    }

    it('STORE-8 MUST come back with points, scores and newest values after a restart, and still take corrections', async () => {
      await store.appendPoints(batchOf([{ seriesId: 1, at: start, value: 20 }]));
      await store.rollUp();
      await store.appendPoints(batchOf([{ seriesId: 2, at: start + 5, value: 30 }]));
      await store.appendScores(scoresOf([{ seriesId: 1, at: start, score: 0.5, expected: 20 }]));
      await store.close();
      store = await underTest.open(clock);
      expect(rows(await store.readPoints(everything(1)))).toEqual([[start, 20]]);
      expect([...(await store.readPoints(everything(1))).score]).toEqual([0.5]);
      expect(await store.latest([2, 1])).toEqual([
        { seriesId: 2, at: start + 5, value: 30 },
        { seriesId: 1, at: start, value: 20 },
      ]);
      await store.appendPoints(batchOf([{ seriesId: 1, at: start, value: 21 }]));
      await store.appendScores(scoresOf([{ seriesId: 1, at: start, score: 0.7, expected: 20 }]));
      await store.rollUp();
      expect(await store.stats()).toMatchObject({ points: 2, scores: 1 });
      expect(rows(await store.readPoints(everything(1)))).toEqual([[start, 21]]);
    });

    it('STORE-9 MUST know the newest point of each series; a late point does not replace it, a correction does', async () => {
      await store.appendPoints(
        batchOf([
          { seriesId: 1, at: start + 10, value: 20 },
          { seriesId: 1, at: start, value: 10 },
          { seriesId: 1, at: start + 10, value: 21 },
        ]),
      );
      expect(await store.latest([1, 2])).toEqual([{ seriesId: 1, at: start + 10, value: 21 }]);
    });

    if (keepsFromArrival) {
      it('STORE-10 MUST count retention from arrival, so that a backfill of old readings is kept like fresh ones', async () => {
        const policy = { rawMs: 2 * hour, minuteMs: 4 * hour, hourMs: 1_000 * hour };
        await store.appendPoints(batchOf([{ seriesId: 1, at: start, value: 20 }]));
        await store.rollUp();
        clock.advance(3 * hour);
        await store.appendPoints(batchOf([{ seriesId: 1, at: start - 500 * hour, value: 5 }]));
        expect(await store.applyRetention(policy, clock.now())).toEqual({ deletedPoints: 1 });
        const all = { fromMs: start - 1_000 * hour };
        expect(rows(await store.readPoints(everything(1, all)))).toEqual([[start - 500 * hour, 5]]);
        await store.rollUp();
        const byMinute = await store.readPoints(everything(1, { ...all, stepMs: 60_000 }));
        expect(rows(byMinute)).toEqual([
          [start - 500 * hour, 5],
          [start, 20],
        ]);
        clock.advance(3 * hour);
        await store.applyRetention(policy, clock.now());
        expect(rows(await store.readPoints(everything(1, { ...all, stepMs: 60_000 })))).toEqual([
          [start - 500 * hour, 5],
        ]);
        expect((await store.readPoints(everything(1, { ...all, stepMs: hour }))).at).toHaveLength(2);
      });
    }

    it('STORE-11 MUST report what it holds', async () => {
      const empty = await store.stats();
      expect(empty).toMatchObject({ points: 0, scores: 0, oldestAt: Number.NaN, newestAt: Number.NaN });
      await store.appendPoints(
        batchOf([
          { seriesId: 1, at: start, value: 1 },
          { seriesId: 2, at: start + 10, value: 2 },
        ]),
      );
      await store.appendScores(scoresOf([{ seriesId: 1, at: start, score: 0 }]));
      expect(await store.stats()).toMatchObject({ points: 2, scores: 1, oldestAt: start, newestAt: start + 10 });
      await store.rollUp();
      const stats = await store.stats();
      expect(stats).toMatchObject({ points: 2, scores: 1, oldestAt: start, newestAt: start + 10 });
      expect(stats.bytesOnDisk).toBeGreaterThan(0);
    });

    it('STORE-12 MUST accept concurrent appends and reads and lose none', async () => {
      const work = Array.from({ length: 40 }, async (_, i) => {
        await store.appendPoints(batchOf([{ seriesId: 1, at: start + i, value: i }]));
        await store.readPoints(everything(1));
        if (i % 10 === 0) await store.rollUp();
      });
      await Promise.all(work);
      expect((await store.readPoints(everything(1))).at).toHaveLength(40);
    });

    it('STORE-13 MUST answer a check while open', async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });

    it('STORE-14 MUST know the newest score of each series since a time, with its point, after a roll-up and a restart too', async () => {
      await store.appendPoints(
        batchOf([
          { seriesId: 1, at: start, value: 20 },
          { seriesId: 1, at: start + 10_000, value: 21 },
          { seriesId: 1, at: start + 20_000, value: 22 },
          { seriesId: 2, at: start - hour, value: 30 },
          { seriesId: 3, at: start, value: 40 },
        ]),
      );
      await store.appendScores(
        scoresOf([
          { seriesId: 1, at: start + 10_000, score: 0.5 },
          { seriesId: 1, at: start, score: 3 },
          { seriesId: 2, at: start - hour, score: 0.25, expected: 31 },
        ]),
      );
      await store.appendScores(scoresOf([{ seriesId: 1, at: start + 10_000, score: 1.5, expected: 19 }]));
      const first = { seriesId: 1, at: start + 10_000, value: 21, score: 1.5, expected: 19, lower: 18, upper: 20 };
      const second = { seriesId: 2, at: start - hour, value: 30, score: 0.25, expected: 31, lower: 30, upper: 32 };
      const expectThem = async () => {
        expect(await store.latestScores([1, 2, 3, 4], start - hour)).toEqual([first, second]);
        expect(await store.latestScores([1, 2, 3], start)).toEqual([first]);
        expect(await store.latestScores([2, 3], Number.NEGATIVE_INFINITY)).toEqual([second]);
        expect(await store.latestScores([], Number.NEGATIVE_INFINITY)).toEqual([]);
      };
      await expectThem();
      await store.rollUp();
      await expectThem();
      await store.close();
      store = await underTest.open(clock);
      await expectThem();
    });

    it('STORE-15 MUST leave out a newest score whose point is not there yet, and MUST say that a band is not known', async () => {
      await store.appendScores(scoresOf([{ seriesId: 1, at: start, score: 0.5 }]));
      expect(await store.latestScores([1], start)).toEqual([]);
      await store.appendPoints(batchOf([{ seriesId: 1, at: start, value: 20 }]));
      expect(await store.latestScores([1], start)).toEqual([
        { seriesId: 1, at: start, value: 20, score: 0.5, expected: NaN, lower: NaN, upper: NaN },
      ]);
    });
  });
}
