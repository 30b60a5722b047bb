import { describe, expect, it } from '@jest/globals';
import type { ManyPointsQuery, PointsOfSeries, PointsQuery, SeriesPoints } from '../ports/telemetry-store.js';
import { storedHistory } from './stored-history.js';

const dayMs = 86_400_000;
const halfSecond = 500;

/** Every half second a point whose value is its time. */
function read({ fromMs, toMs, limit }: Pick<PointsQuery, 'fromMs' | 'toMs' | 'limit'>): SeriesPoints {
  const first = Math.ceil(fromMs / halfSecond);
  const length = Math.min(limit, Math.ceil(toMs / halfSecond) - first);
  const at = Float64Array.from({ length }, (_, i) => (first + i) * halfSecond);
  const none = new Float64Array(length).fill(NaN);
  return { at, value: at, score: none, expected: none, lower: none, upper: none, min: at, max: at };
}

async function* readMany({ seriesIds, ...selection }: ManyPointsQuery): AsyncGenerator<PointsOfSeries> {
  for (const seriesId of seriesIds) yield await Promise.resolve({ seriesId, points: read(selection) });
}

const store = { readManyPoints: readMany, readPoints: (query: PointsQuery) => Promise.resolve(read(query)) };

describe('Stored history', () => {
  it('comes in parts of a day or less, complete and in order, however dense it is', async () => {
    const span = { fromMs: 0, toMs: 1.5 * dayMs };
    const seen = new Map<number, number>();
    for await (const { batch, upToMs } of storedHistory(store, [7, 9], span)) {
      expect(batch.length).toBeLessThanOrEqual(86_400);
      expect(upToMs).toBeLessThanOrEqual(batch.at[0] ?? 0);
      const seriesId = batch.seriesIds[0] ?? 0;
      expect(batch.at[0] ?? 0).toBe((seen.get(seriesId) ?? -1) * halfSecond + halfSecond);
      seen.set(seriesId, (seen.get(seriesId) ?? -1) + batch.length);
    }
    const last = (1.5 * dayMs) / halfSecond - 1;
    expect([...seen]).toEqual([
      [7, last],
      [9, last],
    ]);
  });
});
