import type { Rows, Tags } from '../../domain/influxql/rows.js';
import type { ReadBudget } from './limits.js';

/** Inclusive start, exclusive end, epoch ms. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is read of each series. */
export interface Reading {
  readonly range: TimeRange;
  /** Only these are looked at. */
  readonly fields: readonly string[];
  /** At most so many rows of a series, the oldest first. */
  readonly limit: number;
  /** Counts the rows that are read, and refuses those beyond it. */
  readonly budget: ReadBudget;
}

type EachRows = AsyncIterable<Rows> | Iterable<Rows>;

/**
 * Series that InfluxQL can read, many at once. A series is named by its place in `tags`; a read gives the rows of one
 * after the other, in the order of the places, so that no more than the reader keeps need be held.
 */
export interface SeriesSet {
  readonly tags: readonly Tags[];
  read(places: readonly number[], reading: Reading): EachRows;
  /**
   * Rows of steps aligned to the epoch, each with what the store prepares: the columns of `preparedColumns`. Absent
   * where nothing is prepared.
   */
  readSteps?(places: readonly number[], reading: Reading, stepMs: number): EachRows;
  /** Rows that hold the newest value of each field in the range. Absent: `read` is short enough. */
  readNewest?(places: readonly number[], reading: Reading): EachRows;
}

export type FieldType = 'float' | 'string' | 'boolean';

/** A measurement of InfluxDB's data model. */
export interface Measurement {
  readonly name: string;
  readonly tagKeys: readonly string[];
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Its series with points in or near the range; `fits` says which tags are wanted. */
  series(range: TimeRange, fits: (tags: Tags) => boolean): Promise<SeriesSet>;
}

/** Some of the measurements that there are. */
export interface Measurements {
  all(): readonly Measurement[];
  find(name: string): Measurement | undefined;
}

/** What `readSteps` gives for each call: the column named after the call. */
export const preparedColumns: ReadonlySet<string> = new Set([
  'mean(value)',
  'min(value)',
  'max(value)',
  'max(score)',
  'mean(expected)',
  'mean(lower)',
  'mean(upper)',
]);
