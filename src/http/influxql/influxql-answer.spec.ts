import { expect, it } from '@jest/globals';
import { influxQlAnswer } from './influxql-answer.js';

const at = Date.UTC(2026, 0, 31, 12, 0, 0, 500);
const series = [{ name: 'a', tags: { asset: 'x' }, columns: ['time', 'mean'], rows: [{ at, values: [1.5] }] }];

it.each([
  ['ms', at],
  ['s', Math.floor(at / 1000)],
  ['u', at * 1000],
  [undefined, '2026-01-31T12:00:00.500Z'],
] as const)('times in the unit of epoch=%s', (epoch, expected) => {
  expect(influxQlAnswer([{ ok: true, series }], epoch)).toEqual({
    results: [
      {
        statement_id: 0,
        series: [{ name: 'a', tags: { asset: 'x' }, columns: ['time', 'mean'], values: [[expected, 1.5]] }],
      },
    ],
  });
});

it('a statement without rows has no series, and one that failed has its reason', () => {
  const names = { name: '', tags: undefined, columns: ['key'], rows: [{ at: 0, values: ['a,asset=x'] }] };
  const answers = [
    { ok: true, series: [] },
    { ok: false, error: 'undefined function f()' },
    { ok: true, series: [names] },
  ] as const;
  expect(influxQlAnswer(answers, 'ms')).toEqual({
    results: [
      { statement_id: 0 },
      { statement_id: 1, error: 'undefined function f()' },
      { statement_id: 2, series: [{ columns: ['key'], values: [['a,asset=x']] }] },
    ],
  });
});
