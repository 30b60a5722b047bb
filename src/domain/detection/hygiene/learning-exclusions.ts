import type { SeriesDescriptor } from '../../telemetry/series.js';

/**
 * Tells what is known not to be the usual of a series, whatever its values: maintenance, or what Plenum itself does. Such
 * points are scored but not learned. An answer may be kept for a minute of event time.
 */
export interface LearningExclusions {
  /** True while nothing is excluded of any series, so that nobody need ask. Absent: always ask. */
  readonly isIdle?: boolean;
  /** `atMs` is the time of the point. */
  excludes(series: SeriesDescriptor, atMs: number): boolean;
}

/** Excludes what any of the given ones does. */
export function anyOf(exclusions: readonly LearningExclusions[]): LearningExclusions {
  return {
    get isIdle() {
      return exclusions.every(({ isIdle }) => isIdle === true);
    },
    excludes: (series, atMs) => exclusions.some((one) => one.excludes(series, atMs)),
  };
}
