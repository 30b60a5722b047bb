import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clearVerdict, emptyVerdict } from './detector.js';
import { roundVerdict } from './verdict-steps.js';

const score = fc.double({ min: 0, max: 1000, noNaN: true });
const middle = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const reach = fc.double({ min: 1e-6, max: 1e9, noNaN: true });

describe('what is kept of a verdict', () => {
  it('is an inlet temperature to a thousandth of a degree, not to seventeen digits', () => {
    const verdict = { score: 0.31234567, expected: 22.03123456, lower: 21.43123456, upper: 22.63123456 };
    roundVerdict(verdict);
    expect(verdict).toEqual({ score: 0.3115234375, expected: 22.03125, lower: 21.4296875, upper: 22.6328125 });
  });

  it('never turns a normal point into an anomaly, nor an anomaly into a normal point', () => {
    fc.assert(
      fc.property(score, (given) => {
        const verdict = { ...emptyVerdict(), score: given };
        roundVerdict(verdict);
        expect(verdict.score >= 1).toBe(given >= 1);
        expect(Math.abs(verdict.score - given)).toBeLessThan(0.001);
      }),
    );
  });

  it('is a band that holds all that the exact one held, at most half a percent wider', () => {
    fc.assert(
      fc.property(middle, reach, (expected, half) => {
        const exact = { score: 0, expected, lower: expected - half, upper: expected + half };
        const width = exact.upper - exact.lower;
        const verdict = { ...exact };
        roundVerdict(verdict);
        expect(verdict.lower).toBeLessThanOrEqual(exact.lower);
        expect(verdict.upper).toBeGreaterThanOrEqual(exact.upper);
        expect(verdict.upper - verdict.lower).toBeLessThanOrEqual(width * 1.005);
        expect(Math.abs(verdict.expected - expected)).toBeLessThanOrEqual(width / 512);
      }),
    );
  });

  it.each([
    ['a stuck sensor, whose band is its value', { score: 3, expected: 21.37, lower: 21.37, upper: 21.37 }],
    ['the narrowest band there can be', { score: 0, expected: 0, lower: 0, upper: Number.MIN_VALUE }],
    ['a band without limits', { score: 0, expected: 1.23, lower: -Infinity, upper: Infinity }],
  ])('is all of it for %s', (_, exact) => {
    const verdict = { ...exact };
    roundVerdict(verdict);
    expect(verdict).toEqual(exact);
  });

  it('is nothing while a detector warms up', () => {
    const verdict = { score: 1, expected: 1, lower: 1, upper: 1 };
    clearVerdict(verdict);
    roundVerdict(verdict);
    expect(verdict).toEqual(emptyVerdict());
  });
});
