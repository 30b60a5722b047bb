import type { Rows, Tags } from '../../domain/influxql/rows.js';

/** Inclusive start, exclusive end, epoch ms. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** One series that InfluxQL can read. */
export interface ReadableSeries {
  readonly tags: Tags;
  /** Most rows that a read may give; more are an error. */
  read(range: TimeRange, limit: number): Promise<Rows>;
  /**
   * Rows of steps aligned to the epoch, each with what the store prepares: the columns of `preparedColumns`. Absent
   * where nothing is prepared.
   */
  readSteps?(range: TimeRange, stepMs: number, limit: number): Promise<Rows>;
  /** Rows at the end of the range, enough to hold the newest value of each field. Absent: `read` is short enough. */
  readNewest?(range: TimeRange, fields: readonly string[], limit: number): Promise<Rows>;
}

export type FieldType = 'float' | 'string' | 'boolean';

/** A measurement of InfluxDB's data model. */
export interface Measurement {
  readonly name: string;
  readonly tagKeys: readonly string[];
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Its series with points in or near the range; `fits` says which tags are wanted. */
  series(range: TimeRange, fits: (tags: Tags) => boolean): Promise<readonly ReadableSeries[]>;
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
