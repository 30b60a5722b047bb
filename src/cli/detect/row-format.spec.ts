import { describe, expect, it } from '@jest/globals';
import { csvFormat, jsonFormat } from './row-format.js';

const band = { expected: 20.5, lower: 18, upper: 23 };
const single = { time: '2026-01-05 10:00:00', verdict: { score: 1.25, columnScores: Float64Array.of(1.25), band } };
const warming = {
  time: '5',
  verdict: { score: 0, columnScores: Float64Array.of(0), band: { expected: NaN, lower: NaN, upper: NaN } },
};
const several = { time: '5', verdict: { score: 1, columnScores: Float64Array.of(0.5, 1), band: undefined } };
const joint = { time: '5', verdict: { score: 0.75, columnScores: Float64Array.of(0.5, 0.75), band: undefined } };

describe('scores as CSV', () => {
  it('shows the band of one column, and leaves it empty while there is none', () => {
    const format = csvFormat(['load'], false);
    expect(format.head).toBe('timestamp,score,anomalous,expected,lower,upper\n');
    expect(format.line(single)).toBe('2026-01-05 10:00:00,1.25,true,20.5,18,23\n');
    expect(format.line(warming)).toBe('5,0,false,,,\n');
  });

  it('shows the score of each of several columns; a score of 1 is anomalous', () => {
    const format = csvFormat(['cpu', 'fan, left'], false);
    expect(format.head).toBe('timestamp,score,anomalous,cpu.score,"fan, left.score"\n');
    expect(format.line(several)).toBe('5,1,true,0.5,1\n');
  });

  it('shows one score for columns that are judged together', () => {
    const format = csvFormat(['a', 'b'], true);
    expect(format.head + format.line(joint)).toBe('timestamp,score,anomalous\n5,0.75,false\n');
  });
});

describe('scores as JSON lines', () => {
  it('holds the same content, with null for what is not known', () => {
    expect(JSON.parse(jsonFormat(['load'], false).line(single))).toEqual({
      timestamp: '2026-01-05 10:00:00',
      score: 1.25,
      anomalous: true,
      ...band,
    });
    expect(JSON.parse(jsonFormat(['load'], false).line(warming))).toMatchObject({ expected: null, upper: null });
    expect(JSON.parse(jsonFormat(['a', 'b'], false).line(several))).toMatchObject({ columns: { a: 0.5, b: 1 } });
  });

  it('shows what each column has in the score of columns that are judged together', () => {
    expect(JSON.parse(jsonFormat(['a', 'b'], true).line(joint))).toEqual({
      timestamp: '5',
      score: 0.75,
      anomalous: false,
      columns: { a: 0.5, b: 0.75 },
    });
  });
});
