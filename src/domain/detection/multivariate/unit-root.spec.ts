import { describe, expect, it } from '@jest/globals';
import { Noise } from '../../twin/noise.js';
import { dickeyFullerStatistic, hasUnitRoot } from './unit-root.js';

/** x[t] = memory x[t-1] + noise: a random walk where the memory is 1. */
function series(memory: number, seed: number, length = 400): Float64Array {
  const noise = new Noise(seed, 'unit root');
  let value = 0;
  return Float64Array.from({ length }, () => (value = memory * value + noise.gaussian()));
}

const seeds = Array.from({ length: 200 }, (_, seed) => seed);
const wandering = (memory: number) => seeds.filter((seed) => hasUnitRoot(series(memory, seed))).length;

describe('telling a column that wanders from one that has a level', () => {
  it('calls nine random walks of ten wandering, as a test at the 10 % level does', () => {
    expect(wandering(1)).toBeGreaterThan(0.85 * seeds.length);
    expect(wandering(1)).toBeLessThan(0.95 * seeds.length);
  });

  it('sees the level of a column that comes back to it within a minute', () => {
    expect(wandering(0)).toBe(0);
    expect(wandering(0.8)).toBe(0);
    expect(wandering(0.95)).toBeLessThan(0.15 * seeds.length);
  });

  it('agrees with adfuller of statsmodels 0.15, run with the same lags', () => {
    const short = Float64Array.of(3, 5, 4, 6, 2, 5, 7, 4, 3, 6, 5, 4, 2, 6, 5, 3, 4, 7, 5, 4);
    expect(dickeyFullerStatistic(short)).toBeCloseTo(-4.686444190821636, 9);
    const swinging = Float64Array.from({ length: 120 }, (_, t) =>
      Number((20 + 3 * Math.sin(t / 9) + ((t * 7_919) % 13) / 6).toFixed(3)),
    );
    expect(dickeyFullerStatistic(swinging)).toBeCloseTo(-1.372977202438834, 9);
  });

  it('does not depend on units', () => {
    const plain = series(0.9, 3);
    const other = plain.map((value) => 1e4 - 0.01 * value);
    expect(dickeyFullerStatistic(other)).toBeCloseTo(dickeyFullerStatistic(plain), 6);
  });

  it('calls a steady ramp wandering, and a sensor that never moves not', () => {
    expect(hasUnitRoot(Float64Array.from({ length: 400 }, (_, t) => 3 * t))).toBe(true);
    expect(hasUnitRoot(new Float64Array(400).fill(21.5))).toBe(false);
    expect(hasUnitRoot(new Float64Array(0))).toBe(false);
  });
});
