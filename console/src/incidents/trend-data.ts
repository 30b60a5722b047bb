import type { TimeToLimit } from './limit-text.js';

/** Parallel columns of the chart; null where nothing is to be drawn. Times in epoch seconds, temperatures in °C. */
export interface TrendColumns {
  readonly at: readonly number[];
  readonly measured: readonly (number | null)[];
  /** From the newest reading to each limit at the time that the outlook tells. */
  readonly ahead: readonly (number | null)[];
}

interface Reading {
  readonly at: string;
  readonly value: number;
}

/** The outlook is drawn so far ahead at most, in seconds: of a straight line the eye believes too much. */
const farthestS = 45 * 60;

export function trendColumns(readings: readonly Reading[], outlook: readonly TimeToLimit[]): TrendColumns {
  const at = readings.map((reading) => Date.parse(reading.at) / 1000);
  const measured = readings.map(({ value }) => value);
  const newest = at.at(-1);
  const reached = outlook
    .flatMap(({ inSeconds, limitC }) => (inSeconds === null || inSeconds === 0 ? [] : [{ inSeconds, limitC }]))
    .filter(({ inSeconds }) => inSeconds <= farthestS)
    .sort((a, b) => a.inSeconds - b.inSeconds);
  if (newest === undefined || reached.length === 0) return { at, measured, ahead: at.map(() => null) };
  return {
    at: [...at, ...reached.map(({ inSeconds }) => newest + inSeconds)],
    measured: [...measured, ...reached.map(() => null)],
    ahead: [...at.slice(1).map(() => null), measured.at(-1) ?? null, ...reached.map(({ limitC }) => limitC)],
  };
}
