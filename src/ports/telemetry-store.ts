import type { ScoreBatch } from '../domain/detection/score-batch.js';
import type { TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';
import type { ServerRuns } from './server-runs.js';

/** Points of one series as columns, ascending by time. Columns have one length; a score column is NaN where unscored. */
export interface SeriesPoints {
  readonly at: Float64Array;
  readonly value: Float64Array;
  readonly score: Float64Array;
  readonly expected: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** With a step: least and greatest raw value within each step; otherwise equal to `value`. */
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/** Which points of a series are wanted. */
export interface PointsSelection {
  /** Inclusive, epoch ms. */
  readonly fromMs: number;
  /** Exclusive, epoch ms. */
  readonly toMs: number;
  /** Width of the buckets, aligned to the epoch; absent for raw points. A bucket's value is the mean, its score the maximum. */
  readonly stepMs?: number;
  /** At most this many rows of a series, the oldest first. */
  readonly limit: number;
  /** False: nobody will look at the score columns, which may then be NaN; reading them can cost more than the points. */
  readonly scored?: boolean;
}

export interface PointsQuery extends PointsSelection {
  readonly seriesId: number;
}

/** The same selection for many series. */
export interface ManyPointsQuery extends PointsSelection {
  readonly seriesIds: readonly number[];
}

export interface PointsOfSeries {
  readonly seriesId: number;
  readonly points: SeriesPoints;
}

export interface LatestPoint {
  readonly seriesId: number;
  readonly at: number;
  readonly value: number;
}

/** A score and the point that it judges. Expected value and band are NaN while a detector warms up. */
export interface ScoredPoint extends LatestPoint {
  readonly score: number;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
}

export interface StoreStats {
  readonly points: number;
  readonly scores: number;
  readonly bytesOnDisk: number;
  /** Oldest and newest point, epoch ms; NaN when empty. */
  readonly oldestAt: number;
  readonly newestAt: number;
}

export interface RetentionPolicy {
  /** How long after arrival raw points and scores, 1-minute and 1-hour aggregates are kept. */
  readonly rawMs: number;
  readonly minuteMs: number;
  readonly hourMs: number;
}

/** Where in the bus an appended batch came from. */
export interface BusPosition {
  readonly partition: number;
  readonly offset: number;
}

/**
 * Keeps points, and scores beside them. What a resolved append took survives SIGKILL, with a store on a server within the
 * limits of `runs`. A point's identity is its series and time: of two with the same identity, readers see the later one,
 * once.
 */
export abstract class TelemetryStore {
  /** The runs of the store's server. Undefined for a store that loses nothing when it starts anew. */
  readonly runs: ServerRuns | undefined = undefined;
  /**
   * Appends points. A store with transactions records the position in the same one, for `positionOf('store', ...)`, and
   * skips a batch that it has recorded before; any other takes the batch again, which by the identity of points changes
   * nothing.
   */
  abstract appendPoints(batch: TelemetryBatch, position?: BusPosition): Promise<void>;
  /** Appends scores; `position` as above, for `positionOf('score', ...)`. */
  abstract appendScores(batch: ScoreBatch, position?: BusPosition): Promise<void>;
  /** The greatest offset recorded for the group in the partition; undefined before the first, and always without transactions. */
  abstract positionOf(group: 'store' | 'score', partition: number): Promise<number | undefined>;
  abstract readPoints(query: PointsQuery): Promise<SeriesPoints>;
  /**
   * The points of each of the series, also of those without any, in the order of the ids and as `readPoints` would give
   * them. They are read in batches as the iteration asks for them; what is held at a time is bounded by a batch or by the
   * rows of one series, however many are asked for. Between two batches nothing stays open, so an iteration may be left at
   * any time, and batches may see different states of the store.
   */
  abstract readManyPoints(query: ManyPointsQuery): AsyncIterable<PointsOfSeries>;
  /** The newest point of each of the series that has one. */
  abstract latest(seriesIds: readonly number[]): Promise<readonly LatestPoint[]>;
  /** The newest score of each of the series that has one at `sinceMs` or later. Left out while its point is not stored yet. */
  abstract latestScores(seriesIds: readonly number[], sinceMs: number): Promise<readonly ScoredPoint[]>;
  abstract stats(): Promise<StoreStats>;
  /** Brings the 1-minute and 1-hour tiers up to date with what has been appended. Idempotent. */
  abstract rollUp(): Promise<void>;
  /** Deletes what the policy no longer keeps, counted from arrival, so that a backfill of old data is kept as long as fresh data. */
  abstract applyRetention(policy: RetentionPolicy, nowMs: number): Promise<{ deletedPoints: number }>;
  /** Resolves when the store answers; rejects with `unavailable`. */
  abstract check(): Promise<void>;
  abstract close(): Promise<void>;
}
