import type { Verdict } from '../../detector.js';
import type { Lesson } from '../../feedback/lesson.js';
import { courseCells } from './course.js';
import { CycleWatch } from './cycle-watch.js';
import type { LongRunPoint } from './long-run-point.js';
import { NoiseWatch } from './noise-watch.js';
import { SlowDrift } from './slow-drift.js';

const drift = new SlowDrift(courseCells);
const noise = new NoiseWatch(courseCells + SlowDrift.cells);
const cycle = new CycleWatch(courseCells + SlowDrift.cells + NoiseWatch.cells);

/** Numbers that a series keeps beside its level and band: its course, and what is watched in the long run. */
export const cellsOfSeries = courseCells + SlowDrift.cells + NoiseWatch.cells + CycleWatch.cells;

/** Times the metric's resolution, and share of the band, that a slow drift has to reach. */
const DRIFT_RESOLUTIONS = 2;
const DRIFT_BANDS = 0.5;
/** Share of the metric's resolution, and of the band, below which noise is none. */
const NOISE_RESOLUTIONS = 1 / 10;
const NOISE_BANDS = 1 / 60;

/** A glitch reaches so many bands at most. */
const GLITCH_BANDS = 8;
/** What shows over hours leaves time: however far it goes, it is worth a look and no more. */
const HIGHEST_SCORE = 1.25;

/**
 * Judges what no single reading shows: drift over days, another noise, a cycle that has stopped. Only asked where the
 * readings themselves are unremarkable. `origin` is the first value of the series.
 */
export function judgeLongRun(cells: Float32Array, point: LongRunPoint, origin: number, verdict: Verdict): void {
  const course = point.expected - point.level;
  const distance = drift.distance(cells);
  const driftLimit = drift.limit(cells, point, leastDrift(point));
  if (Math.abs(distance) >= driftLimit) {
    verdict.score = Math.min(HIGHEST_SCORE, Math.abs(distance) / driftLimit);
    setBand(verdict, origin + drift.reference(cells) + course, driftLimit);
    return;
  }
  const stopped = cycle.score(cells, point, leastCycle(point));
  if (stopped >= 1) {
    verdict.score = Math.min(HIGHEST_SCORE, stopped);
    const side = Math.sign(point.value - cycle.centre(cells));
    const amplitude = cycle.amplitude(cells);
    setBand(verdict, origin + cycle.centre(cells) - side * amplitude, amplitude);
    return;
  }
  const restless = noise.score(cells, point, leastNoise(point));
  if (Math.abs(restless) < 1) return;
  verdict.score = Math.min(HIGHEST_SCORE, Math.abs(restless));
  setBand(verdict, verdict.expected, noise.usual(cells));
}

/** Learns the point or, where it must not be learned, only keeps up with it. */
export function passLongRun(cells: Float32Array, point: LongRunPoint, learns: boolean): void {
  // A glitch of any size is one reading out of range, no more.
  const reach = GLITCH_BANDS * point.limit;
  point.value = Math.max(point.expected - reach, Math.min(point.expected + reach, point.value));
  drift.pass(cells, point, leastDrift(point), learns);
  noise.pass(cells, point, leastNoise(point), learns);
  cycle.pass(cells, point, leastCycle(point), learns);
}

/** Takes an operator's word on whatever of this was anomalous since its alert began. */
export function teachLongRun(cells: Float32Array, lesson: Lesson): void {
  drift.teach(cells, lesson);
  noise.teach(cells, lesson);
  cycle.teach(cells, lesson);
}

/** The level has been set anew, by so much. */
export function shiftLongRun(cells: Float32Array, by: number): void {
  drift.shift(cells, by);
}

function leastDrift({ resolution, limit }: LongRunPoint): number {
  return Math.max(DRIFT_RESOLUTIONS * resolution, DRIFT_BANDS * limit);
}

function leastCycle({ resolution, limit, cycleShare }: LongRunPoint): number {
  return Math.max(resolution, cycleShare * limit);
}

function leastNoise({ resolution, limit }: LongRunPoint): number {
  return Math.max(NOISE_RESOLUTIONS * resolution, NOISE_BANDS * limit);
}

function setBand(verdict: Verdict, expected: number, reach: number): void {
  verdict.expected = expected;
  verdict.lower = expected - reach;
  verdict.upper = expected + reach;
}
