import { describe, expect, it } from '@jest/globals';
import { FadingLeastSquares } from './fading-least-squares.js';

const day = 86_400;

/** Losses of a UPS over days of a wandering load. */
function learnedLosses(days: number, settlingDays = Infinity): FadingLeastSquares {
  const fit = new FadingLeastSquares([0, 0, 0], 14 * day, settlingDays * day);
  for (let second = 0; second < days * day; second += 60) teach(fit, loadAt(second), 0);
  return fit;
}

const loadAt = (second: number) => 0.5 + 0.2 * Math.sin((2 * Math.PI * second) / day) + 0.03 * Math.sin(second);
const lossAt = (load: number) => 960 + 960 * load + 1_440 * load ** 2;
const termsOf = (load: number) => [1, load, load ** 2];

function teach(fit: FadingLeastSquares, load: number, liesByW: number): void {
  const terms = termsOf(load);
  const measured = lossAt(load) + liesByW;
  fit.learn(terms, measured, measured - fit.predict(terms), 60);
}

describe('a curve that is learned as readings come in', () => {
  it.each([0.35, 0.5, 0.65])('meets the losses of a UPS at load %f after a day', (load) => {
    expect(Math.abs(learnedLosses(1).predict(termsOf(load)) - lossAt(load))).toBeLessThan(5);
  });

  it('hardly believes a meter that jumps by 1 kW for an hour', () => {
    const fit = learnedLosses(2);
    for (let minute = 0; minute < 60; minute += 1) teach(fit, loadAt(minute * 60), 1_000);
    expect(Math.abs(fit.predict(termsOf(0.5)) - lossAt(0.5))).toBeLessThan(20);
  });

  it('follows a device that was exchanged, within weeks', () => {
    const fit = learnedLosses(2);
    for (let second = 0; second < 40 * day; second += 600) teach(fit, loadAt(second), 300);
    expect(fit.predict(termsOf(0.5))).toBeGreaterThan(lossAt(0.5) + 100);
  });

  it('that has settled after a day follows what lasts a day as little as one of the whole memory', () => {
    const [settled, open] = [learnedLosses(2, 1), learnedLosses(2)];
    for (let second = 0; second < day; second += 60) {
      for (const fit of [settled, open]) teach(fit, loadAt(second), 20);
    }
    expect(settled.predict(termsOf(0.5)) - lossAt(0.5)).toBeLessThan(2);
    expect(open.predict(termsOf(0.5)) - lossAt(0.5)).toBeGreaterThan(4);
  });

  it('is learned although the first reading, of a fan that was still at rest, is exactly what was expected', () => {
    const fit = new FadingLeastSquares([0, 0], day);
    fit.learn([1, 0.4], 0, 0, 10);
    for (let i = 0; i < 360; i += 1) {
      const terms = [1, 0.4 + 0.1 * Math.sin(i)];
      fit.learn(terms, 5_000, 5_000 - fit.predict(terms), 10);
    }
    expect(Math.abs(fit.predict([1, 0.4]) - 5_000)).toBeLessThan(50);
  });

  it('keeps to what was expected beforehand while its terms tell nothing', () => {
    const fit = new FadingLeastSquares([0, 1], day);
    for (let i = 0; i < 1_000; i += 1) fit.learn([0, 0], 0, 0, 60);
    expect(fit.weights).toEqual([0, 1]);
  });

  it('goes on from saved state exactly', () => {
    const fit = learnedLosses(1);
    const restored = new FadingLeastSquares([0, 0, 0], 14 * day);
    restored.restore(fit.save());
    teach(fit, 0.44, 7);
    teach(restored, 0.44, 7);
    expect(restored.save()).toEqual(fit.save());
  });
});
