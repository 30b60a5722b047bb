import { describe, expect, it } from '@jest/globals';
import { evenSeriesOf } from './even-table.js';

const hourMs = 3_600_000;
const start = Date.UTC(2026, 0, 5);
const hours = (...numbers: number[]): number[] => numbers.map((number) => start + number * hourMs);

describe('recorded rows at even steps', () => {
  it('are taken as they are when they lie evenly', () => {
    expect(evenSeriesOf({ times: hours(0, 1, 2), columns: [[5, 6, 7]] })).toEqual([
      { startMs: start, stepMs: hourMs, values: Float64Array.of(5, 6, 7) },
    ]);
  });

  it('have a missing step where the recorder paused', () => {
    const [one] = evenSeriesOf({ times: hours(0, 1, 2, 5, 6), columns: [[5, 6, 7, 8, NaN]] });
    expect(one!.values).toEqual(Float64Array.of(5, 6, 7, NaN, NaN, 8, NaN));
  });

  it('go by the clock when a collector is a little late each time, and keep their order', () => {
    const times = Array.from({ length: 200 }, (_, i) => start + i * hourMs + (i % 7) * 20_000);
    const [one] = evenSeriesOf({ times, columns: [times.map((_, i) => i)] });
    expect(one!.stepMs).toBe(hourMs);
    expect(one!.values).toEqual(Float64Array.from({ length: 200 }, (_, i) => i));
  });

  it('may come in any order, and twice, as when summer time ends', () => {
    const [one] = evenSeriesOf({ times: hours(2, 0, 1, 1, 3), columns: [[7, 5, 6, 8, 9]] });
    expect(one!.values).toEqual(Float64Array.of(5, 7, 7, 9));
  });

  it('keep a step that is not usual', () => {
    const [one] = evenSeriesOf({ times: [0, 700_000, 1_400_000], columns: [[1, 2, 3]] });
    expect(one!.stepMs).toBe(700_000);
  });

  it('are refused when no step can be told, or one time is far off', () => {
    expect(() => evenSeriesOf({ times: [], columns: [[]] })).toThrow('two different times');
    expect(() => evenSeriesOf({ times: hours(1, 1), columns: [[1, 2]] })).toThrow('two different times');
    expect(() => evenSeriesOf({ times: [0, ...hours(0, 1, 2, 3)], columns: [[1, 2, 3, 4, 5]] })).toThrow(
      'between 1970-01-01T00:00:00.000Z and 2026-01-05T03:00:00.000Z have a row; is one of the times wrong?',
    );
  });
});
