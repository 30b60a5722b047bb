import { type Allowance, noAllowance } from '../../feedback/allowance.js';

/** A point as the long run sees it. Values are relative to the first of the series. */
export interface LongRunPoint {
  at: number;
  value: number;
  /** What the level and the course made expect. */
  expected: number;
  /** The level alone. */
  level: number;
  /** How far single readings stray, at most. */
  limit: number;
  resolution: number;
  /** Share of that which a stopped cycle is from its middle. */
  cycleShare: number;
  /** Whether another noise is trouble. */
  judgesNoise: boolean;
  elapsedMs: number;
  /** False for a point that must not be learned: what becomes anomalous while there are such is no news. */
  learns: boolean;
  /** How far operators let the series go. */
  allowance: Allowance;
}

/** One to fill in again and again. */
export function blankLongRunPoint(): LongRunPoint {
  return {
    at: 0,
    value: 0,
    expected: 0,
    level: 0,
    limit: 0,
    resolution: 0,
    cycleShare: 0,
    judgesNoise: false,
    elapsedMs: 0,
    learns: true,
    allowance: noAllowance,
  };
}
