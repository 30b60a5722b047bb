import { describe, expect, it } from '@jest/globals';
import { Noise, Swing } from './noise.js';

const draws = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};

describe('seeded noise', () => {
  it('repeats for a seed and a stream, and differs for another of either', () => {
    const numbers = (seed: number, stream: string) => {
      const noise = new Noise(seed, stream);
      return draws(20, () => noise.gaussian());
    };
    expect(numbers(1, 'a')).toEqual(numbers(1, 'a'));
    expect(numbers(2, 'a')).not.toEqual(numbers(1, 'a'));
    expect(numbers(1, 'b')).not.toEqual(numbers(1, 'a'));
  });

  it('is evenly and normally distributed', () => {
    const noise = new Noise(42, 'test');
    const uniform = draws(50_000, () => noise.uniform());
    expect(mean(uniform)).toBeCloseTo(0.5, 2);
    expect(Math.min(...uniform.slice(0, 10_000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform.slice(0, 10_000))).toBeLessThan(1);
    const normal = draws(50_000, () => noise.gaussian());
    expect(Math.abs(mean(normal))).toBeLessThan(0.02);
    expect(deviation(normal)).toBeCloseTo(1, 1);
    expect(normal.filter((value) => Math.abs(value) > 2).length / normal.length).toBeCloseTo(0.0455, 2);
  });

  it('goes on from a saved state in the middle of a pair', () => {
    const noise = new Noise(7, 'test');
    noise.gaussian();
    const other = new Noise(0, 'other');
    other.restore(noise.save());
    expect(draws(9, () => other.gaussian())).toEqual(draws(9, () => noise.gaussian()));
  });

  it('swings equally wide in short and in long steps', () => {
    const spread = (seconds: number) => {
      const noise = new Noise(9, 'swing');
      const swing = new Swing(3, 60);
      return deviation(draws(40_000, () => swing.advance(seconds, noise)));
    };
    expect(spread(10)).toBeCloseTo(3, 0);
    expect(spread(300)).toBeCloseTo(3, 0);
  });
});
