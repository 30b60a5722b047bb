import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { globMatcher, literalGlob } from './glob.js';

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
    ['user:\\*', 'user:*', true],
    ['user:\\*', 'user:root', false],
    ['gpu-\\?', 'gpu-0', false],
    ['a\\\\*', 'a\\b', true],
    ['a\\\\*', 'a*', false],
    ['site\\hall', 'site\\hall', true],
    ['hall\\', 'hall\\', true],
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

  it('a name made a pattern fits itself alone', () => {
    const name = fc.string({ unit: fc.constantFrom('a', '*', '?', '\\'), maxLength: 6 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(globMatcher(literalGlob(one))(other)).toBe(one === other);
        expect(globMatcher(literalGlob(one))(one)).toBe(true);
      }),
    );
  });

  it('is no trap: many stars on a long name are answered at once', () => {
    expect(globMatcher(`${'*a'.repeat(50)}b`)('a'.repeat(5_000))).toBe(false);
  });
});
