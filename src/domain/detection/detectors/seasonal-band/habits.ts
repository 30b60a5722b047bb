import type { MetricNature } from '../../metric-nature.js';

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** The same reach from the second day on, whatever the nature. */
export const REACH = 1.5;

/** What the band allows a metric of one nature. */
export interface Habits {
  /** Whether the first day is judged; what jumps as users please has shown too little before. */
  readonly judgesFirstDay: boolean;
  /** On the first day a deviation of up to this share of the level is not anomalous. */
  readonly firstDayShare: number;
  /** How many times its own width the band reaches at most towards levels that the series has kept before, on the first day. */
  readonly firstDayReach: number;
  /** Times the usual width of the band: what users do tomorrow is not quite what they did so far. */
  readonly width: number;
  /** A shift that lasts this long is the new level. */
  readonly adoptAfterMs: number;
  /** Share of the band that the stays of a stopped cycle are from its middle: what bears a load shifts a little with it. */
  readonly cycleShare: number;
  /** Whether repeating one value for long is trouble. */
  readonly trembles: boolean;
}

export const habitsOf: Record<MetricNature, Habits> = {
  demand: {
    judgesFirstDay: false,
    firstDayShare: 0,
    firstDayReach: Infinity,
    width: 1,
    adoptAfterMs: 3 * HOUR_MS,
    cycleShare: 0.25,
    trembles: false,
  },
  carried: {
    judgesFirstDay: true,
    firstDayShare: 0.8,
    firstDayReach: Infinity,
    width: 1.3,
    adoptAfterMs: DAY_MS,
    cycleShare: 0.25,
    trembles: true,
  },
  held: {
    judgesFirstDay: true,
    firstDayShare: 0,
    firstDayReach: REACH,
    width: 1,
    adoptAfterMs: DAY_MS,
    cycleShare: 0,
    trembles: true,
  },
};
