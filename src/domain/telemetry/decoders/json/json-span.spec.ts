import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JsonSpan } from './json-span.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (span: JsonSpan | undefined) => span && new TextDecoder().decode(span.slice);

describe('the place of a value in a JSON text', () => {
  it('is found with its blanks and spelling', () => {
    const span = JsonSpan.of(bytes(' { "a" : [ 1.50 , {"b\\u0021": "}]" } ] , "c": -0 } '));
    expect(textOf(span.at('a')?.at(0))).toBe('1.50');
    expect(textOf(span.at('a')?.at(1))).toBe('{"b\\u0021": "}]" }');
    expect(textOf(span.at('a')?.at(1)?.at('b!'))).toBe('"}]"');
    expect(textOf(span.at('c'))).toBe('-0');
    expect(span.keys()).toEqual(['a', 'c']);
  });

  it('is unknown where there is no such value', () => {
    const span = JsonSpan.of(bytes('{"a":[1],"b":2}'));
    expect([span.at('x'), span.at('a')?.at(1), span.at('b')?.at('c'), span.at('b')?.at(0)]).toEqual(
      new Array(4).fill(undefined),
    );
  });

  it('is where a parser finds the value, in any document', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        expectSame(JsonSpan.of(bytes(JSON.stringify(value, undefined, indent))), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is looked for in broken texts without ado', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', ' ', 'a', '1', '\\u00');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const span = JsonSpan.of(bytes(pieces.join('')));
        for (const key of span.keys()) expect(span.at(key)?.slice).toBeInstanceOf(Uint8Array);
      }),
    );
  });
});

function expectSame(span: JsonSpan | undefined, value: unknown): void {
  expect(JSON.parse(textOf(span) ?? '')).toEqual(value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value))
    expectSame(span?.at(Array.isArray(value) ? Number(key) : key), child);
}
