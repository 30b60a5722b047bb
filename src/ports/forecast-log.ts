import type { LiveForecast } from '../domain/forecasting/live/live-forecast.js';
import type { SeriesIdentity } from '../domain/telemetry/series.js';

export interface ForecastRetention {
  /** Forecasts younger than this are all kept. */
  readonly allMs: number;
  /** Of older ones those are kept whose origin is a multiple of this. */
  readonly thinnedToMs: number;
  /** Older ones than this are deleted. */
  readonly longestMs: number;
}

/** Every forecast that was told, so that it can be held against what came. */
export abstract class ForecastLog {
  /** Durable on resolve. What was told stays: a second forecast of the same subject and origin is left out. */
  abstract append(forecasts: readonly LiveForecast[]): Promise<void>;
  /** Of each of the subjects that has one, the newest forecast issued at this time or before. */
  abstract asOf(subjects: readonly SeriesIdentity[], atMs: number): Promise<readonly LiveForecast[]>;
  /** The newest forecast of each subject that was issued at this time or later. */
  abstract latest(sinceMs: number): Promise<readonly LiveForecast[]>;
  /** Deletes what the policy no longer keeps; gives how many. */
  abstract applyRetention(policy: ForecastRetention, nowMs: number): Promise<number>;
}
