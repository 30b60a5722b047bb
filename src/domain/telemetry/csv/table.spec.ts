import { describe, expect, it } from '@jest/globals';
import { layoutOf } from './table-layout.js';
import { readRow } from './table-row.js';

const all = { time: undefined, values: 'all' } as const;

describe('the columns of a recorded table', () => {
  it('are the time by its name, and all others as values', () => {
    expect(layoutOf(['timestamp', 'inlet', 'power'], all)).toEqual({
      columns: 3,
      timeIndex: 0,
      values: [
        { index: 1, name: 'inlet' },
        { index: 2, name: 'power' },
      ],
    });
  });

  it('can be chosen by name', () => {
    const layout = layoutOf(['when', 'inlet', 'note'], { time: 'when', values: ['inlet'] });
    expect(layout).toMatchObject({ timeIndex: 0, values: [{ index: 1, name: 'inlet' }] });
  });

  it('are refused by name when they are not there', () => {
    expect(() => layoutOf(['timestamp', 'inlet'], { time: undefined, values: ['outlet'] })).toThrow(
      'has no column outlet; its columns are timestamp, inlet',
    );
    expect(() => layoutOf(['when', 'inlet'], all)).toThrow('name the time column');
    expect(() => layoutOf(['time;inlet;outlet'], all)).toThrow('another separator');
    expect(() => layoutOf(['timestamp'], all)).toThrow('no column of values');
  });
});

describe('a row of a recorded table', () => {
  const layout = layoutOf(['timestamp', 'inlet', 'power'], all);

  it('is a time and a value a column, with gaps where nothing was read', () => {
    expect(readRow(layout, ['1970-01-01 00:00:01', '21.5', 'NaN'])).toEqual({
      kind: 'row',
      at: 1000,
      values: [21.5, undefined],
    });
  });

  it.each([
    [['1970-01-01', '1'], 'has 2 cells where the header has 3'],
    [['soon', '1', '2'], '"soon" is not a time'],
    [['1970-01-01', '1', 'OK'], '"OK" in column power is not a number'],
    [['1970-01-01', '1', 'x'.repeat(100)], `"${'x'.repeat(40)}…" in column power is not a number`],
  ])('%j is bad', (cells, problem) => {
    expect(readRow(layout, cells)).toEqual({ kind: 'bad', problem });
  });
});
