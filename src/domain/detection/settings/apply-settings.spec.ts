import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applySettings, treatmentOf } from './apply-settings.js';
import { defaultSettingsOf } from './default-settings.js';
import type { DetectorSettings } from './detector-settings.js';

const inlet = (set: Partial<DetectorSettings> = {}): DetectorSettings => ({
  ...defaultSettingsOf('dc.rack.inlet_temperature'),
  ...set,
});
/** What the detector says of a reading: usually 22 °C, give or take one. */
const verdictOf = (value: number) => ({ score: Math.abs(value - 22), expected: 22, lower: 21, upper: 23 });
const judged = (value: number, set: Partial<DetectorSettings>, verdict = verdictOf(value)) => {
  const isLearned = applySettings(verdict, value, treatmentOf(inlet(set), 0.5));
  return { ...verdict, isLearned };
};

describe('A verdict under settings', () => {
  it('is the same under those of the metric catalogue', () => {
    expect(judged(23.5, {})).toEqual({ ...verdictOf(23.5), isLearned: true });
  });

  it('is that of a band as wide as the minimum deviation, absolute or relative', () => {
    for (const set of [{ minDeviation: 2.2 }, { minDeviationShare: 0.1 }]) {
      const { score, lower, upper } = judged(23.1, set);
      expect([score, lower, upper].map((x) => Number(x.toFixed(6)))).toEqual([0.5, 19.8, 24.2]);
    }
  });

  it('leaves a drift anomalous that by now is more than the minimum, though this very reading is less', () => {
    const drift = { score: 1.2, expected: 22, lower: 20, upper: 24 };
    expect(judged(23, { minDeviation: 2 }, { ...drift }).score).toBe(1.2);
    expect(judged(23, { minDeviation: 4 }, { ...drift }).score).toBeCloseTo(0.6);
  });

  it('is sharper or duller by the sensitivity, but never finer than the resolution of the metric', () => {
    expect(judged(22.8, { sensitivity: 2 })).toMatchObject({
      score: expect.closeTo(1.6) as unknown,
      lower: 21.5,
      upper: 22.5,
    });
    expect(judged(23, { sensitivity: 0.5 })).toMatchObject({ score: 0.5, lower: 20, upper: 24 });
    expect(judged(22.4, { sensitivity: 10 }).score).toBeLessThan(1);
  });

  it('never calms down with more sensitivity, nor gets excited by a larger minimum deviation', () => {
    const factor = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 10, max: 40, noNaN: true }), factor, factor, (value, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const scoreOf = (set: Partial<DetectorSettings>) => judged(value, set).score;
        expect(scoreOf({ sensitivity: more })).toBeGreaterThanOrEqual(scoreOf({ sensitivity: less }));
        expect(scoreOf({ minDeviation: more })).toBeLessThanOrEqual(scoreOf({ minDeviation: less }));
      }),
    );
  });

  it.each([
    [33, { warningAbove: 32 }, 1],
    [33, { warningAbove: 30, criticalAbove: 32 }, 3],
    [15, { warningBelow: 18 }, 1],
    [4, { criticalBelow: 5 }, 3],
  ])('of %d °C with %j is at least %d, although the detector has got used to it', (value, set, score) => {
    const used = { score: 0.1, expected: value, lower: value - 1, upper: value + 1 };
    expect(judged(value, set, used)).toEqual({ ...used, score, isLearned: true });
  });

  it('keeps a higher score of the detector, and one on the limit keeps the limit', () => {
    expect(judged(33, { warningAbove: 32 }).score).toBe(11);
    expect(judged(22.1, { warningAbove: 22.1 }).score).toBeLessThan(1);
  });

  it('of a value out of its valid range says so while the detector still warms up, and nothing is learned', () => {
    const warmingUp = { score: 0, expected: NaN, lower: NaN, upper: NaN };
    expect(judged(200, { validMax: 60 }, { ...warmingUp })).toEqual({
      score: 3,
      expected: 60,
      lower: 60,
      upper: 60,
      isLearned: false,
    });
    expect(judged(20, { validMax: 60 }, { ...warmingUp })).toEqual({ ...warmingUp, isLearned: true });
  });

  it('is silent with the detector off, but for limits', () => {
    expect(judged(40, { detector: 'off' })).toEqual({
      score: 0,
      expected: NaN,
      lower: NaN,
      upper: NaN,
      isLearned: true,
    });
    expect(judged(40, { detector: 'off', warningAbove: 32 })).toMatchObject({ score: 1, expected: 32 });
  });

  it('of a stuck sensor knows no width', () => {
    const stuck = { score: 1.5, expected: 22, lower: 22, upper: 22 };
    expect(judged(22, { minDeviation: 5, sensitivity: 0.1 }, { ...stuck })).toEqual({ ...stuck, isLearned: true });
  });
});
