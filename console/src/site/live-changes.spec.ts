import { describe, expect, it } from '@jest/globals';
import { toldSince } from './live-changes.js';

describe('An alert that is told of while the list is loaded', () => {
  const before = new Map([
    ['a', { state: 'firing' }],
    ['b', { state: 'firing' }],
  ]);

  it('is not lost with what the answer holds', () => {
    const fresh = { state: 'firing' };
    expect([...toldSince(before, new Map([...before, ['c', fresh]]))]).toEqual([['c', fresh]]);
  });

  it('is not lost when it had been told of before, and has ended meanwhile', () => {
    const ended = { state: 'resolved' };
    expect([...toldSince(before, new Map([...before, ['a', ended]]))]).toEqual([['a', ended]]);
  });

  it('is all that is kept', () => {
    expect(toldSince(before, before).size).toBe(0);
  });
});
