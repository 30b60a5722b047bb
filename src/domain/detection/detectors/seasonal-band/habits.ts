import type { MetricNature } from '../../metric-nature.js';

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** The same reach from the second day on, whatever the nature. */
export const REACH = 1.5;

/** What the band allows a metric of one nature. */
export interface Habits {
  /** Whether the first day is judged; what jumps as users please has shown too little before. */
  readonly judgesFirstDay: boolean;
  /** A deviation of up to this share of the level is not anomalous on the first day; the caution of the first week ends there. */
  readonly firstDayShare: number;
  /** How many times its own width the band reaches at most towards levels that the series has kept before, on the first day. */
  readonly firstDayReach: number;
  /** Times the usual width of the band: what users do tomorrow is not quite what they did so far. */
  readonly width: number;
  /**
   * How much wider still at first, below and above what is expected, narrowing over a week: its quiet days, jobs that pause
   * together and other weather have not been seen yet.
   */
  readonly firstWeekCaution: { readonly below: number; readonly above: number };
  /** A shift that lasts this long is the new level. */
  readonly adoptAfterMs: number;
  /** Share of the band that the stays of a stopped cycle are from its middle: what bears a load shifts a little with it. */
  readonly cycleShare: number;
  /** Whether another noise is trouble: of what users ask or what bears that load, it changes with the load. */
  readonly judgesNoise: boolean;
  /** Whether repeating one value for long is trouble. */
  readonly trembles: boolean;
}

const carried: Habits = {
  judgesFirstDay: true,
  firstDayShare: 0.8,
  firstDayReach: Infinity,
  width: 1.3,
  firstWeekCaution: { below: 0.9, above: 0 },
  adoptAfterMs: DAY_MS,
  cycleShare: 0.25,
  judgesNoise: false,
  trembles: true,
};

export const habitsOf: Record<MetricNature, Habits> = {
  demand: {
    judgesFirstDay: false,
    firstDayShare: 0,
    firstDayReach: Infinity,
    width: 1,
    firstWeekCaution: { below: 0, above: 0 },
    adoptAfterMs: 3 * HOUR_MS,
    cycleShare: 0.25,
    judgesNoise: false,
    trembles: false,
  },
  carried,
  compound: { ...carried, firstWeekCaution: { below: 0.9, above: 0.9 } },
  held: {
    judgesFirstDay: true,
    firstDayShare: 0,
    firstDayReach: REACH,
    width: 1,
    firstWeekCaution: { below: 0, above: 0 },
    adoptAfterMs: DAY_MS,
    cycleShare: 0,
    judgesNoise: true,
    trembles: true,
  },
};

/**
 * A limit as the first week widens it, below what is expected for a negative direction: not so far that a thing at rest
 * would pass for a quiet hour. `age` is that of the series in ms. Called for each point, hence without an object.
 */
export function firstWeekLimit(habits: Habits, direction: number, age: number, limit: number, level: number): number {
  const { firstWeekCaution, firstDayShare } = habits;
  const caution = direction < 0 ? firstWeekCaution.below : firstWeekCaution.above;
  if (caution === 0 || age >= WEEK_MS) return limit;
  return Math.min((1 + caution * (1 - age / WEEK_MS)) * limit, firstDayShare * Math.abs(level));
}
