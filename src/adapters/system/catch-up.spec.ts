import { describe, expect, it } from '@jest/globals';
import { CatchUp } from './catch-up.js';

describe('how far a reader is behind', () => {
  it('is unknown until it has come to an end that was seen', () => {
    const catchUp = new CatchUp();
    expect(catchUp.behindMs(1_000)).toBe(Infinity);
    catchUp.see(5, 1_000);
    catchUp.reach(4);
    expect(catchUp.behindMs(2_000)).toBe(Infinity);
    catchUp.reach(5);
    expect(catchUp.behindMs(2_000)).toBe(1_000);
  });

  it('stays small under a load that never leaves it level, because it is measured by what there was a while ago', () => {
    const catchUp = new CatchUp();
    for (let at = 0; at < 100; at += 1) {
      catchUp.see(at * 10 + 9, at);
      catchUp.reach(at * 10);
    }
    expect(catchUp.behindMs(100)).toBeLessThan(5);
  });

  it('grows while nobody says how far there is something, and while a backlog is worked off', () => {
    const catchUp = new CatchUp();
    catchUp.reach(9);
    catchUp.see(9, 1_000);
    expect(catchUp.behindMs(61_000)).toBe(60_000);
    catchUp.see(1_000, 61_000);
    catchUp.reach(500);
    catchUp.see(1_010, 62_000);
    expect(catchUp.behindMs(62_000)).toBe(61_000);
    catchUp.reach(1_010);
    expect(catchUp.behindMs(62_000)).toBe(1_000);
  });
});
