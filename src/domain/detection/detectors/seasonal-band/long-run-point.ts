import type { Allowance } from '../../feedback/allowance.js';

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
  elapsedMs: number;
  /** How far operators let the series go. */
  allowance: Allowance;
}
