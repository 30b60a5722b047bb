import { describe, expect, it } from '@jest/globals';
import { StateReader, StateWriter } from '../state-bytes.js';
import { Allowance } from './allowance.js';
import type { Lesson } from './lesson.js';

const day = 86_400_000;
const monday = Date.UTC(2026, 0, 5);

/** The inlet was 26 °C where 22 °C were expected. */
function aLesson(over: Partial<Lesson> = {}): Lesson {
  return { verdict: 'not-anomaly', startsAt: monday, value: 26, expected: 22, peakScore: 2, ...over };
}

function taught(...lessons: readonly Partial<Lesson>[]): Allowance {
  const allowance = new Allowance();
  for (const lesson of lessons) allowance.take(aLesson(lesson));
  return allowance;
}

describe('what an operator allows a series', () => {
  it('is what was seen and a little more, on that side alone', () => {
    const allowance = taught({});
    expect(allowance.covers(4.5)).toBe(true);
    expect(allowance.covers(5)).toBe(false);
    expect(allowance.covers(-0.1)).toBe(false);
  });

  it('is the wider of two excursions, whichever came first', () => {
    expect(taught({}, { value: 24 }).covers(4.5)).toBe(true);
    expect(taught({ value: 24 }, {}).covers(4.5)).toBe(true);
  });

  it('stands for four weeks and is gone after eight', () => {
    const allowance = taught({});
    allowance.moveTo(monday + 27 * day);
    expect(allowance.covers(4.5)).toBe(true);
    allowance.moveTo(monday + 42 * day);
    expect(allowance.above).toBeCloseTo(2.4, 9);
    allowance.moveTo(monday + 57 * day);
    expect(allowance.covers(0.1)).toBe(false);
  });

  it('is void once the like of it is called real, and not for what is much larger', () => {
    expect(taught({}, { verdict: 'real' }).isNone).toBe(true);
    expect(taught({}, { verdict: 'real', value: 40 }).covers(4.5)).toBe(true);
    expect(taught({}, { verdict: 'real', value: 18 }).covers(4.5)).toBe(true);
  });

  it('is taken back with what was said, unless more was said to be no anomaly', () => {
    expect(taught({}, { verdict: 'withdrawn' }).isNone).toBe(true);
    expect(taught({}, { value: 30 }, { verdict: 'withdrawn' }).covers(9)).toBe(true);
  });

  it('is nothing for a sensor that was stuck at what was expected', () => {
    expect(taught({ value: 22, expected: 22 }).isNone).toBe(true);
    expect(taught({ value: 22.000001, expected: 22 }).isNone).toBe(true);
  });

  it('is the same after a restart', () => {
    const allowance = taught({}, { value: 21 });
    const writer = new StateWriter();
    allowance.save(writer);
    const restored = Allowance.loaded(new StateReader(writer.bytes()));
    for (const at of [monday + day, monday + 40 * day]) {
      allowance.moveTo(at);
      restored.moveTo(at);
      expect([restored.above, restored.below]).toEqual([allowance.above, allowance.below]);
    }
  });
});
