import type { LocalOffsets } from '../../../local-offsets.js';
import { DayProfile } from './day-profile.js';
import { WeekdayGains } from './weekday-gains.js';

const DAY_MS = 86_400_000;
const day = new DayProfile(0);
const week = new WeekdayGains(DayProfile.cells);
const pair = { x: 0, y: 0 };

/** The usual course of a series: that of its day, as large as the day of the week has it. */
export const courseCells = DayProfile.cells + WeekdayGains.cells;

/** The course at an instant, relative to whatever was learned; 0 until a day has been seen. */
export function courseAt(cells: Float32Array, at: number, offsets: LocalOffsets | undefined): number {
  const local = at + (offsets?.at(at) ?? 0);
  const alone = day.valueAt(cells, local);
  const gain = week.gainAt(cells, local);
  if (gain === 1) return alone;
  // Anchored at midnight, where one day goes over into the next without a step.
  const midnight = day.valueAt(cells, Math.floor(local / DAY_MS) * DAY_MS);
  return midnight + gain * (alone - midnight);
}

/** Learns a value that held since `elapsedMs` before `at`. */
export function learnCourse(
  cells: Float32Array,
  at: number,
  value: number,
  elapsedMs: number,
  offsets: LocalOffsets | undefined,
): void {
  const local = at + (offsets?.at(at) ?? 0);
  if (day.isSettled(cells)) {
    pair.x = day.valueAt(cells, local);
    pair.y = value;
    week.learn(cells, local, pair, elapsedMs);
  }
  day.learn(cells, local, value, elapsedMs);
}
