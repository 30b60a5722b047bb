import { describe, expect, it } from '@jest/globals';
import { chartColumns } from './chart-data.js';
import type { ChartPoint } from './chart-data.js';

function aPoint(second: number, known: Partial<ChartPoint> = {}): ChartPoint {
  const at = new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
  return { at, value: 20, min: 19, max: 21, score: 0.1, expected: 20, lower: 18, upper: 22, ...known };
}

describe('what the chart of a series draws', () => {
  it('is scaled to the display unit, scores excepted', () => {
    const columns = chartColumns([aPoint(0, { value: 0.5, upper: 0.6, score: 0.4 })], 100);
    expect(columns.value).toEqual([50]);
    expect(columns.upper).toEqual([60]);
    expect(columns.score).toEqual([0.4]);
  });

  it('marks the values with a score of 1 or more', () => {
    const points = [aPoint(0), aPoint(10, { score: 1, value: 30 }), aPoint(20, { score: 0.99 })];
    expect(chartColumns(points, 1).anomaly).toEqual([null, 30, null]);
  });

  it('has no band while the detector warms up', () => {
    const columns = chartColumns([aPoint(0, { lower: null, upper: null, expected: null, score: null })], 1);
    expect([columns.lower, columns.upper, columns.expected, columns.score]).toEqual([[null], [null], [null], [null]]);
  });

  it('leaves a gap where the series fell silent', () => {
    const columns = chartColumns([aPoint(0), aPoint(10), aPoint(20), aPoint(30), aPoint(200), aPoint(210)], 1);
    expect(columns.value).toEqual([20, 20, 20, 20, null, 20, 20]);
    expect(columns.at.every((at, index) => index === 0 || at > columns.at[index - 1]!)).toBe(true);
  });

  it('draws a history of one reading a minute as a line, although later ones come every second', () => {
    const history = [0, 60, 120, 180, 240].map((second) => aPoint(second));
    const live = Array.from({ length: 50 }, (_, i) => aPoint(300 + i));
    expect(chartColumns([...history, ...live], 1).value).not.toContain(null);
  });

  it('draws through a single missed reading', () => {
    expect(chartColumns([aPoint(0), aPoint(10), aPoint(30), aPoint(40)], 1).value).toEqual([20, 20, 20, 20]);
  });

  it('copes with nothing', () => {
    expect(chartColumns([], 1).at).toEqual([]);
  });
});
