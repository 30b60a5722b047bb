import type { Verdict } from '../../detector.js';
import type { Lesson } from '../../feedback/lesson.js';
import type { Direction } from '../../settings/detector-settings.js';
import { courseCells } from './course.js';
import { CycleWatch } from './cycle-watch.js';
import type { LongRunPoint } from './long-run-point.js';
import { NoiseWatch } from './noise-watch.js';
import { SlowDrift } from './slow-drift.js';

const drift = new SlowDrift(courseCells);
const noise = new NoiseWatch(courseCells + SlowDrift.cells);
const cycle = new CycleWatch(courseCells + SlowDrift.cells + NoiseWatch.cells);

const PAUSED = courseCells + SlowDrift.cells + NoiseWatch.cells + CycleWatch.cells;

/** Numbers that a series keeps beside its level and band: its course, and what is watched in the long run. */
export const cellsOfSeries = PAUSED + 1;

/** Times the metric's resolution, and share of the band, that a slow drift has to reach. */
const DRIFT_RESOLUTIONS = 2;
const DRIFT_BANDS = 0.5;
/** Share of the metric's resolution, and of the band, below which noise is none. */
const NOISE_RESOLUTIONS = 1 / 10;
const NOISE_BANDS = 1 / 60;

/** A glitch reaches so many bands at most. */
const GLITCH_BANDS = 8;
/** What shows over hours leaves time: however far it goes, it is worth a look and no more. */
export const HIGHEST_LONG_RUN_SCORE = 1.25;

/**
 * Judges what no single reading shows: drift over days, another noise, a cycle that has stopped. Only asked where the
 * readings themselves are unremarkable. `origin` is the first value of the series.
 */
export function judgeLongRun(cells: Float32Array, point: LongRunPoint, origin: number, verdict: Verdict): void {
  point.learns = cells[PAUSED] !== 1;
  const course = point.expected - point.level;
  const distance = drift.distance(cells);
  const driftLimit = drift.limit(cells, point, leastDrift(point));
  if (Math.abs(distance) >= driftLimit && drift.isTold(cells, point)) {
    verdict.score = Math.min(HIGHEST_LONG_RUN_SCORE, Math.abs(distance) / driftLimit);
    setBand(verdict, origin + drift.reference(cells) + course, driftLimit);
    return;
  }
  const stopped = cycle.score(cells, point, leastCycle(point));
  if (stopped >= 1 && cycle.isTold(cells, point)) {
    verdict.score = Math.min(HIGHEST_LONG_RUN_SCORE, stopped);
    const side = Math.sign(point.value - cycle.centre(cells));
    const amplitude = cycle.amplitude(cells);
    setBand(verdict, origin + cycle.centre(cells) - side * amplitude, amplitude);
    return;
  }
  if (!point.judgesNoise) return;
  const restless = noise.score(cells, point, leastNoise(point));
  if (Math.abs(restless) < 1) return;
  verdict.score = Math.min(HIGHEST_LONG_RUN_SCORE, Math.abs(restless));
  setBand(verdict, verdict.expected, noise.usual(cells));
}

/** What the long run shows has a side too, but for noise, whose band holds the value. */
export function heedDirection(direction: Direction, value: number, verdict: Verdict): void {
  if (direction === 'both' || verdict.score < 1) return;
  if (direction === 'high' ? value < verdict.lower : value > verdict.upper) verdict.score = 0;
}

/** Learns the point or, where it must not be learned, only keeps up with it. */
export function passLongRun(cells: Float32Array, point: LongRunPoint, learns: boolean): void {
  point.learns = learns;
  // A glitch of any size is one reading out of range, no more.
  const reach = GLITCH_BANDS * point.limit;
  point.value = Math.max(point.expected - reach, Math.min(point.expected + reach, point.value));
  if (learns && cells[PAUSED] === 1) resume(cells, point);
  cells[PAUSED] = learns ? 0 : 1;
  drift.pass(cells, point, leastDrift(point));
  if (point.judgesNoise) noise.pass(cells, point, leastNoise(point));
  cycle.pass(cells, point, leastCycle(point));
}

/** Takes an operator's word on whatever of this was anomalous since its alert began. Answers whether any of it is real. */
export function teachLongRun(cells: Float32Array, lesson: Lesson): boolean {
  return [drift.teach(cells, lesson), noise.teach(cells, lesson), cycle.teach(cells, lesson)].includes(true);
}

/** The level has been set anew, by so much, and makes expect `expected`. */
export function shiftLongRun(cells: Float32Array, by: number, expected: number): void {
  drift.shift(cells, by);
  cycle.shift(cells, by, expected);
}

/** Points are learned again. What became anomalous while they were not has to show itself anew. */
function resume(cells: Float32Array, point: LongRunPoint): void {
  drift.resume(cells, point, leastDrift(point));
  noise.resume(cells, point, leastNoise(point));
  cycle.resume(cells, point);
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
