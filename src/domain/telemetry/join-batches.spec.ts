import { describe, expect, it } from '@jest/globals';
import { joinBatches } from './join-batches.js';
import { batchOf } from './telemetry-batch.js';

const aBatch = (...values: number[]) => batchOf(values.map((value) => ({ seriesId: value, at: value * 10, value })));

describe('joining batches', () => {
  it('keeps every point in order, column by column', () => {
    expect(joinBatches([aBatch(1, 2), aBatch(), aBatch(3)])).toEqual(aBatch(1, 2, 3));
  });

  it('keeps scores beside the points that have them', () => {
    const column = Float32Array.of(0.5);
    const scored = { ...aBatch(1), scores: { score: column, expected: column, lower: column, upper: column } };
    const { scores } = joinBatches([aBatch(2), scored]);
    expect(scores?.score).toEqual(Float32Array.of(NaN, 0.5));
    expect(scores?.upper).toEqual(Float32Array.of(NaN, 0.5));
    expect(joinBatches([aBatch(2), aBatch(3)]).scores).toBeUndefined();
  });

  it('hands a single batch through and makes an empty one of none', () => {
    const single = aBatch(1);
    expect(joinBatches([single])).toBe(single);
    expect(joinBatches([]).length).toBe(0);
  });
});
