import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { globMatcher } from './glob.js';

describe('names by a pattern', () => {
  it.each([
    ['hall-1', 'hall-1', true],
    ['hall-1', 'hall-10', false],
    ['hall-*', 'hall-10', true],
    ['hall-*', 'lab', false],
    ['*', '', true],
    ['hall-?', 'hall-1', true],
    ['hall-?', 'hall-10', false],
    ['*-crah-*', 'hall-1-crah-3', true],
    ['*-crah-*', 'hall-1-pdu-3', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-b-b', false],
    ['rack.7', 'rack-7', false],
    ['[ab]', 'a', false],
  ])('%s and %s: %s', (pattern, name, isMatch) => {
    expect(globMatcher(pattern)(name)).toBe(isMatch);
  });

  it('agrees with the regular expression that says the same', () => {
    const text = (...letters: string[]) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 });
    fc.assert(
      fc.property(text('a', 'b', '*', '?'), text('a', 'b'), (pattern, name) => {
        const regex = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(globMatcher(pattern)(name)).toBe(regex.test(name));
      }),
    );
  });

  it('is no trap: many stars on a long name are answered at once', () => {
    expect(globMatcher(`${'*a'.repeat(50)}b`)('a'.repeat(5_000))).toBe(false);
  });
});
