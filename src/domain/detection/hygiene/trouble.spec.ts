import { describe, expect, it } from '@jest/globals';
import { StateReader, StateWriter } from '../state-bytes.js';
import { Trouble } from './trouble.js';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 0, 5);

/** Trouble with a score every minute from the start on; undefined where it was over. */
function after(scores: readonly number[], trouble = new Trouble(start)): Trouble | undefined {
  for (const [index, score] of scores.entries()) {
    if (!trouble.goesOn(start + index * minute, score)) return undefined;
  }
  return trouble;
}

describe('trouble that must not pass for the usual', () => {
  it('is not a single spike', () => {
    expect(after([3, 0.2])).toBeUndefined();
    expect(after([3])?.excludes(start)).toBe(false);
  });

  it('is kept out of learning once it has lasted a minute', () => {
    expect(after([3, 3])?.excludes(start + minute)).toBe(true);
  });

  it('is over five minutes after its last anomalous point, not before', () => {
    expect(after([3, 3, 0, 0, 0, 0])?.excludes(start + 5 * minute)).toBe(true);
    expect(after([3, 3, 0, 0, 0, 0, 0])).toBeUndefined();
  });

  it('is still trouble just below the threshold', () => {
    expect(after([3, 3, ...new Array<number>(20).fill(0.9)])).toBeDefined();
  });

  it('may be the new normal after a day', () => {
    const trouble = after([3, 3, 3]);
    expect(trouble?.excludes(start + 23 * hour)).toBe(true);
    expect(trouble?.excludes(start + 24 * hour)).toBe(false);
  });

  it('is never the new normal when an operator calls it real', () => {
    const trouble = after([3, 3, 3])!;
    trouble.isReal = true;
    expect(trouble.excludes(start + 48 * hour)).toBe(true);
  });

  it('is the same after a restart', () => {
    const trouble = after([3, 3, 0.1])!;
    trouble.isReal = true;
    const writer = new StateWriter();
    trouble.save(writer);
    const restored = Trouble.loaded(new StateReader(writer.bytes()));
    expect(restored.isReal).toBe(true);
    expect(restored.excludes(start + 2 * minute)).toBe(true);
    expect(restored.goesOn(start + 6 * minute, 0)).toBe(trouble.goesOn(start + 6 * minute, 0));
  });
});
