import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ByteTable } from './byte-table.js';

describe('ByteTable', () => {
  it('behaves like a map from text, for pieces of larger arrays too', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 3 }), { maxLength: 300 }), (keys) => {
        const table = new ByteTable<number>();
        const map = new Map<string, number>();
        keys.forEach((key, i) => {
          const framed = new Uint8Array([1, ...key, 2]);
          expect(table.find(framed, 1, key.length + 1)).toBe(map.get(String(key)));
          if (map.has(String(key))) return;
          map.set(String(key), i);
          table.add(framed, 1, key.length + 1, i);
        });
        expect(table.size).toBe(map.size);
        for (const key of keys) expect(table.find(key, 0, key.length)).toBe(map.get(String(key)));
      }),
    );
  });

  it('grows to many keys, and forgets them all', () => {
    const table = new ByteTable<number>();
    const keyOf = (i: number) => new TextEncoder().encode(`cpu,host=srv-${i}`);
    for (let i = 0; i < 20_000; i += 1) table.add(keyOf(i), 0, keyOf(i).length, i);
    for (let i = 0; i < 20_000; i += 1) expect(table.find(keyOf(i), 0, keyOf(i).length)).toBe(i);
    table.clear();
    expect(table.find(keyOf(1), 0, keyOf(1).length)).toBeUndefined();
    expect(table.size).toBe(0);
  });
});
