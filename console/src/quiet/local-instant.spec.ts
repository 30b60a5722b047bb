import { describe, expect, it } from '@jest/globals';
import { inputTextOf, instantOf } from './local-instant.js';

describe('the start of a silence, as it is typed', () => {
  it.each([true, false])('means the instant that it shows (UTC: %s)', (isUtc) => {
    const text = '2026-03-01T14:30';
    expect(inputTextOf(instantOf(text, isUtc) ?? new Date(0), isUtc)).toBe(text);
  });

  it('is UTC while the console shows UTC', () => {
    expect(instantOf('2026-03-01T14:30', true)?.toISOString()).toBe('2026-03-01T14:30:00.000Z');
  });

  it('is nothing before it is filled in', () => {
    expect(instantOf('', true)).toBeUndefined();
    expect(instantOf('soon', false)).toBeUndefined();
  });
});
