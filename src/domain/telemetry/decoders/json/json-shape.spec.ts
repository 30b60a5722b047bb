import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shapeProblem } from './json-shape.js';

const problemOf = (text: string) => shapeProblem(new TextEncoder().encode(text));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const members = (count: number) => `{${Array.from({ length: count }, (_, i) => `"${i}":1`).join(',')}}`;

describe('the shape of a JSON text', () => {
  it('may be any that a small document has', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(problemOf(text)).toBeUndefined();
      }),
    );
  });

  it('is nested 128 levels at most', () => {
    expect(problemOf(nested(128))).toBeUndefined();
    expect(problemOf(nested(129))).toBe('The JSON is nested deeper than 128 levels.');
    expect(problemOf('{"a":'.repeat(129))).toBe('The JSON is nested deeper than 128 levels.');
  });

  it('has nothing to do with brackets, colons and escaped quotes in texts', () => {
    expect(problemOf(JSON.stringify({ a: `"${'[{:'.repeat(100_000)}\\` }))).toBeUndefined();
    expect(problemOf(`{"a\\\\":${nested(128)}}`)).toMatch(/nested deeper/);
  });

  it('has 65,536 members in one object at most, and as many as wanted in many', () => {
    expect(problemOf(members(65_536))).toBeUndefined();
    expect(problemOf(members(65_537))).toBe('An object of the JSON has more than 65536 members.');
    expect(problemOf(`[${members(40_000)},${members(40_000)}]`)).toBeUndefined();
  });

  it.each(['[]', '{}', '[[]]'])('is not one of %s and nothing else, by the million', (piece) => {
    expect(problemOf(`[${Array.from({ length: 1_000_000 }, () => piece).join(',')}]`)).toMatch(/far more arrays/);
  });
});
