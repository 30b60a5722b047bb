import { describe, expect, it } from '@jest/globals';
import { Noise } from '../../twin/noise.js';
import { LevelBand } from './level-band.js';

function unitNoise(length: number): Float64Array {
  const noise = new Noise(5, 'level band');
  return Float64Array.from({ length }, () => noise.gaussian());
}

const lastOf = (band: LevelBand, value: number, rows: number) => {
  let score = 0;
  for (let i = 0; i < rows; i++) score = band.next(value);
  return score;
};

describe('the band of a level', () => {
  it('is the range that the level had in training, three and a quarter times over', () => {
    // A slow swing between -1 and 1, which the smoothing hardly lessens.
    const band = new LevelBand(
      Float64Array.from({ length: 1_200 }, (_, t) => Math.sin(t / 95.5)),
      true,
    );
    expect(lastOf(band, 0, 400)).toBeCloseTo(0, 1);
    expect(lastOf(band, 3.25, 400)).toBeCloseTo(1, 1);
    expect(lastOf(band, -6.5, 400)).toBeCloseTo(2, 1);
  });

  it('does not alarm at one odd reading, but at ten alike', () => {
    const training = unitNoise(400);
    expect(lastOf(new LevelBand(training, true), 8, 1)).toBeLessThan(1);
    expect(lastOf(new LevelBand(training, true), 8, 10)).toBeGreaterThan(1);
  });

  it('lets the start of the training part, when the machine settles, not widen it', () => {
    const training = unitNoise(400);
    const settling = training.map((value, t) => (t < 5 ? value + 6 : value));
    expect(lastOf(new LevelBand(settling, true), 4, 100)).toBeCloseTo(lastOf(new LevelBand(training, true), 4, 100), 1);
  });

  it('is never narrower than that of noise, however still the training part was', () => {
    expect(lastOf(new LevelBand(new Float64Array(400), true), 0.5, 200)).toBeLessThan(1);
    expect(lastOf(new LevelBand(new Float64Array(400), true), 0.7, 200)).toBeGreaterThan(1);
  });

  it('judges by the usual measure again some minutes after a great excursion', () => {
    const band = new LevelBand(unitNoise(400), true);
    lastOf(band, 1_000, 30);
    expect(lastOf(band, 8, 150)).toBeLessThan(1);
    expect(lastOf(band, 8, 600)).toBeGreaterThan(1);
  });

  it.each([-1e5, 1e9])('is not blinded by a single reading of %d, unless the signal may step', (glitch) => {
    const seenAfter = (isSteady: boolean) => {
      const band = new LevelBand(unitNoise(400), isSteady);
      lastOf(band, glitch, 1);
      lastOf(band, 0, 100);
      return lastOf(band, 8, 100);
    };
    expect(seenAfter(true)).toBeGreaterThan(1);
    expect(seenAfter(false)).toBeLessThan(1);
  });

  it('says how far off it was when it is taken back to its middle', () => {
    const band = new LevelBand(unitNoise(400), true);
    lastOf(band, 10, 300);
    expect(band.recentre()).toBeGreaterThan(9);
    expect(lastOf(band, 0, 1)).toBeLessThan(0.2);
  });
});
