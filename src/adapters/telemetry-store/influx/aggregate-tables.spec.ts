import { describe, expect, it } from '@jest/globals';
import { AggregateTables } from './aggregate-tables.js';

const rows = [
  ',result,table,_time,_value,_field,asset',
  ',mean,0,2026-03-01T00:00:00Z,21.5,value,srv-1',
  ',mean,0,2026-03-01T00:01:00Z,22,value,srv-1',
  ',mean,1,2026-03-01T00:00:00Z,30,value,srv-2',
  '',
];

describe('The answer of InfluxDB to a roll-up', () => {
  const read = (lines: readonly string[]) => {
    const tables = new AggregateTables();
    return [...lines.map((line) => tables.take(line)), tables.end()].flatMap((table) => (table ? [table] : []));
  };

  it('gives each series its windows', () => {
    const srv = (asset: string, at: number[], values: number[]) => ({ asset, at, values, aggregate: 'mean' });
    const midnight = Date.UTC(2026, 2, 1);
    expect(read(rows)).toMatchObject([
      srv('srv-1', [midnight, midnight + 60_000], [21.5, 22]),
      srv('srv-2', [midnight], [30]),
    ]);
  });

  it.each([
    ['before any row', []],
    ['after some rows', rows],
    ['in the middle of a table', rows.slice(0, -1)],
  ])('is refused when the server fails %s, so that the hour is rolled up again', (_, before) => {
    const broken = [...before, ',error,reference', ',"query ran out of memory, limit 1 MB",897', ''];
    expect(() => read(broken)).toThrow(
      expect.objectContaining({
        code: 'unavailable',
        retriable: true,
        message: expect.stringContaining('query ran out of memory, limit 1 MB'),
      }),
    );
  });
});
