import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Pattern } from './pattern.js';

describe('a pattern', () => {
  it.each([
    ['^(hall-1|hall-2)$', 'hall-1', true],
    ['^(hall-1|hall-2)$', 'hall-12', false],
    ['rack', 'hall-1-rack-01', true],
    ['^hall\\-1\\.a$', 'hall-1.a', true],
    ['^hall\\-1\\.a$', 'hall-1xa', false],
    ['(?i)^CRAH', 'crah-1', true],
    ['^[a-f0-9]{2,3}$', 'a0f', true],
    ['^[a-f0-9]{2,3}$', 'a0f9', false],
    ['^[^-]+$', 'pdu', true],
    ['\\bups\\b', 'hall-1-ups-a', true],
    ['^.*$', '', true],
    ['^\\d+(\\.\\d+)?$', '12.5', true],
    ['a||b', '', true],
  ])('/%s/ on "%s": %s', (source, text, isMatch) => {
    expect(new Pattern(source).test(text)).toBe(isMatch);
  });

  it('finds what the language itself finds, for any pattern and text', () => {
    const { source } = fc.letrec<{ source: string }>((tie) => ({
      source: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('a', 'b', '-', '\\.', '.', '[ab]', '[^a]', '\\d', '\\w', '^', '$', '\\b', ''),
        fc.tuple(tie('source'), tie('source')).map(([a, b]) => a + b),
        fc.tuple(tie('source'), tie('source')).map(([a, b]) => `(${a}|${b})`),
        fc
          .tuple(tie('source'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '*?', '{0,}'))
          .map(([a, times]) => `(?:${a})${times}`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '7', '\n'), maxLength: 12 });
    fc.assert(
      fc.property(source, text, (pattern, subject) => {
        expect(new Pattern(pattern).test(subject)).toBe(new RegExp(pattern).test(subject));
      }),
      { numRuns: 2_000 },
    );
  });

  it('that would keep a backtracking engine busy for years is answered', () => {
    expect(new Pattern('^(a+)+$').test(`${'a'.repeat(2_000)}!`)).toBe(false);
    expect(new Pattern('^(a|a|a?)*b$').test('a'.repeat(2_000))).toBe(false);
  });

  it.each([
    ['(', /missing \)/],
    ['a)', /unexpected \)/],
    ['[a', /missing \]/],
    ['*', /nothing to repeat/],
    ['a**', /two repetitions/],
    ['[b-a]', /bad range/],
    ['(?=a)', /only \(\?:/],
    ['\\p', /unknown escape/],
    ['a{5000}', /bad repetition/],
    ['((a{900}){900}){900}', /too large/],
    ['((){900}){900}', /too large/],
    ['('.repeat(60), /too deeply/],
  ])('/%s/ is refused', (source, problem) => {
    expect(() => new Pattern(source)).toThrow(problem);
  });
});
