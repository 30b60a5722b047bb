import type { MetricNature } from '../../metric-nature.js';

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** The same reach from the second day on, whatever the nature. */
export const REACH = 1.5;

/** What the band allows a metric of one nature. */
export interface Habits {
  /** Whether the first day is judged; what jumps as users please has shown too little before. */
  readonly judgesFirstDay: boolean;
  /** A deviation of up to this share of the level is not anomalous on the first day; caution below ends there. */
  readonly firstDayShare: number;
  /** How many times its own width the band reaches at most towards levels that the series has kept before, on the first day. */
  readonly firstDayReach: number;
  /** Times the usual width of the band: what users do tomorrow is not quite what they did so far. */
  readonly width: number;
  /**
   * How much wider still after one day, below and above what is expected, for what so few days have not shown: its quiet days,
   * jobs that pause together, other weather. See `cautiousLimit`.
   */
  readonly caution: { readonly below: number; readonly above: number };
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
  caution: { below: 0.9, above: 0 },
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
    caution: { below: 0, above: 0 },
    adoptAfterMs: 3 * HOUR_MS,
    cycleShare: 0.25,
    judgesNoise: false,
    trembles: false,
  },
  carried,
  compound: { ...carried, caution: { below: 0.9, above: 0.9 } },
  held: {
    judgesFirstDay: true,
    firstDayShare: 0,
    firstDayReach: REACH,
    width: 1,
    caution: { below: 0, above: 0 },
    adoptAfterMs: DAY_MS,
    cycleShare: 0,
    judgesNoise: true,
    trembles: true,
  },
};

/**
 * A limit as far as caution widens it, below what is expected for a negative direction; `age` is that of the series in ms.
 *
 * The largest deviation of few days says too little of the next one. Of a quantity with normal tails that is drawn anew six
 * times a day, the size that comes once in ten years is sqrt(ln 21,900 / ln 6n) times the largest of n days (the growth of
 * records; Gumbel, "Statistics of Extremes", 1958): 2.4 after one, 1.6 after seven, 1.4 after thirty. Beyond the margin of 1.2
 * that every peak has, 1 + 0.9 / sqrt(n) is that within 4 %.
 *
 * Below it is never so wide that a thing at rest would pass for a quiet hour, nor on the first day, whose share of the level is
 * caution enough, on either side. Called for each point, hence without an object.
 */
export function cautiousLimit(habits: Habits, direction: number, age: number, limit: number, level: number): number {
  const caution = direction < 0 ? habits.caution.below : habits.caution.above;
  if (caution === 0) return limit;
  const cautious = (1 + caution / Math.sqrt(Math.max(1, age / DAY_MS))) * limit;
  return direction < 0 || age < DAY_MS ? Math.min(cautious, habits.firstDayShare * Math.abs(level)) : cautious;
}
