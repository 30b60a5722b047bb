import { describe, expect, it } from '@jest/globals';
import { cacheLimits } from '../cache-limits.js';
import { FieldNames } from './field-names.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('the names of fields', () => {
  it('are kept once, however many keys have them', () => {
    const names = new FieldNames();
    const line = bytesOf('cpu,host=a usage=1,usage=2');
    const first = names.remember(line, 11, 16);
    expect(new TextDecoder().decode(first)).toBe('usage');
    expect(names.remember(line, 19, 24)).toBe(first);
    expect(names.keyBytes).toBe(5);
  });

  it('find no more room when two million fields have them, until all are forgotten', () => {
    const names = new FieldNames();
    const name = bytesOf('f');
    let remembered = 0;
    while (names.remember(name, 0, 1)) remembered += 1;
    expect({ remembered, isFull: names.isFull }).toEqual({ remembered: 2_000_000, isFull: true });
    names.clear();
    expect(names.isFull).toBe(false);
    expect(names.remember(name, 0, 1)).toEqual(name);
  });

  it('find no more room when they fill the memory meant for them', () => {
    const names = new FieldNames();
    const long = new Uint8Array(1024 * 1024);
    for (let i = 0; !names.isFull; i += 1) {
      long[0] = i;
      names.remember(long, 0, long.length);
    }
    expect(names.keyBytes).toBe(cacheLimits.keyBytes);
  });
});
