import type { DeviceHistory } from './device-history.js';

/** Of the history of a class, the last part is not learned: it sets what is usual. */
const HELD_OUT_SHARE = 0.25;
/** Of what was read in the part that is learned, so much must be left when trouble is left out. */
const LEAST_KEPT_SHARE = 0.5;

/** Of a history of so many minutes, how many of the first ones are learned. */
export function learnedMinutesOf(minutes: number): number {
  return Math.floor((1 - HELD_OUT_SHARE) * minutes);
}

/**
 * The metrics of a device in the minutes that are learned; NaN in those of trouble, which must not pass for the usual. As they
 * were read where little would be left: what a device does most of the time is usual for it.
 */
export function learnedPartOf({ columns, troubled }: DeviceHistory): readonly Float64Array[] {
  const read = columns.map((column) => column.subarray(0, learnedMinutesOf(column.length)));
  if (!troubled) return read;
  const kept = read.map((column) => column.map((value, minute) => (troubled[minute] === 1 ? NaN : value)));
  return readings(kept) >= LEAST_KEPT_SHARE * readings(read) ? kept : read;
}

function readings(columns: readonly Float64Array[]): number {
  return columns.reduce((sum, column) => sum + column.filter(Number.isFinite).length, 0);
}
