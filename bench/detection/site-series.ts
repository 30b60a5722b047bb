import type { MetricNature } from '../../src/domain/detection/metric-nature.js';

/** A kind of ordinary telemetry: its resolution (as in the metric catalogue) and a maker of one series. */
export interface SeriesKind {
  readonly name: string;
  readonly resolution: number;
  readonly nature: MetricNature;
  /** The values of one series, by time in ms; the same seed makes the same series. */
  readonly start: (seed: number) => (at: number) => number;
}

const DAY_MS = 86_400_000;

/** A daily wave, slow wandering (an AR(1) process) and white noise, which is what smooth telemetry is made of. */
function wave(shape: { mean: number; daily: number; wander: number; memory: number; noise: number }) {
  return (seed: number) => {
    const normal = normalNumbers(seed);
    let wandered = 0;
    return (at: number) => {
      wandered = shape.memory * wandered + shape.wander * normal();
      return shape.mean + shape.daily * Math.sin((2 * Math.PI * at) / DAY_MS) + wandered + shape.noise * normal();
    };
  };
}

export const ordinarySeries: readonly SeriesKind[] = [
  {
    name: 'inlet',
    nature: 'held',
    resolution: 0.5,
    start: wave({ mean: 22, daily: 1.5, wander: 0.03, memory: 0.98, noise: 0.1 }),
  },
  {
    name: 'cpu',
    nature: 'demand',
    resolution: 0.02,
    start: wave({ mean: 0.45, daily: 0.2, wander: 0.015, memory: 0.95, noise: 0.02 }),
  },
  {
    name: 'power',
    nature: 'carried',
    resolution: 10,
    start: wave({ mean: 350, daily: 80, wander: 5, memory: 0.95, noise: 4 }),
  },
  {
    name: 'fan',
    nature: 'carried',
    resolution: 0.02,
    start: wave({ mean: 0.6, daily: 0.05, wander: 0, memory: 0, noise: 0.004 }),
  },
  {
    name: 'weather',
    nature: 'held',
    resolution: 0.5,
    start: wave({ mean: 15, daily: 6, wander: 0.02, memory: 0.9995, noise: 0 }),
  },
];

/** Series that jump between levels at random, as batch work does: hard for anything that follows a level. */
export const restlessSeries: readonly SeriesKind[] = [
  {
    name: 'bursts',
    nature: 'demand',
    resolution: 0.02,
    start: jumps({ stay: [720, 60], level: (on) => (on > 0 ? 0.9 : 0.05), noise: 0.01 }),
  },
  {
    name: 'jobs',
    nature: 'carried',
    resolution: 5,
    start: jumps({ stay: [180, 180], level: (_on, draw) => 100 + 600 * draw, noise: 5 }),
  },
];

/** Two states in turn, each kept for `stay` points on average, with a level that is drawn at each change. */
function jumps(shape: { stay: [number, number]; level: (state: number, draw: number) => number; noise: number }) {
  return (seed: number) => {
    const uniform = uniformNumbers(seed);
    const normal = normalNumbers(seed + 1);
    let state = 0;
    let level = shape.level(state, uniform());
    return () => {
      if (uniform() < 1 / shape.stay[state === 0 ? 0 : 1]) {
        state = 1 - state;
        level = shape.level(state, uniform());
      }
      return level + shape.noise * normal();
    };
  };
}

/** Standard normal numbers by Box and Muller. */
function normalNumbers(seed: number): () => number {
  const uniform = uniformNumbers(seed);
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Numbers above 0 and below 1 from a linear congruential generator. */
function uniformNumbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) % 2 ** 32;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return (state + 0.5) / 2 ** 32;
  };
}
