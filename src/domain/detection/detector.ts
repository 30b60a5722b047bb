import type { LocalOffsets } from '../local-offsets.js';
import type { MetricNature } from './metric-nature.js';
import type { Direction } from './settings/detector-settings.js';
import type { StateReader, StateWriter } from './state-bytes.js';

/** What a detector says of one point. One object is reused for all points: read it before the next call. */
export interface Verdict {
  /** Finite, 0 or more; 1 is the threshold of every detector; 0 while warming up. */
  score: number;
  /** The value that was expected, in the series' unit; NaN while warming up. */
  expected: number;
  /** The band in which a value is unremarkable; NaN while warming up. Just the value itself when the series is stuck. */
  lower: number;
  upper: number;
}

export interface DetectorOptions {
  /** A deviation below this, in the series' unit, is never anomalous. 0 when nothing is known of the metric. */
  readonly resolution: number;
  /** What moves the metric; `held` when nothing is known of it. */
  readonly nature?: MetricNature;
  /** The local time of the site, which the day's course goes by; UTC when absent. */
  readonly offsets?: LocalOffsets | undefined;
}

/**
 * Watches one series. Each point is scored from what came before it, then learned.
 * The state is bounded (2 KB at most), and, but for the direction, is the only thing that a score depends on.
 */
export abstract class Detector {
  /**
   * On which side of the expected value trouble lies. No part of the state: it may change at any time, and then holds for the
   * whole past. A detector whose score has no side leaves it be.
   */
  direction: Direction = 'both';
  /** Fills `verdict` for this point. Changes no state. */
  abstract scoreOne(at: number, value: number, verdict: Verdict): void;
  /** Takes the point into the state. `value` must be finite. An `at` that goes back counts as no time passed. */
  abstract learnOne(at: number, value: number): void;
  /** Writes the whole state; a detector that loads it scores exactly as this one would. */
  abstract save(writer: StateWriter): void;
  /** Replaces the state by one that the same kind of detector saved. */
  abstract load(reader: StateReader): void;
}

/** A verdict to hand to `scoreOne`. */
export function emptyVerdict(): Verdict {
  return { score: 0, expected: NaN, lower: NaN, upper: NaN };
}

/** Makes the verdict say nothing: the answer of a detector that is still warming up. */
export function clearVerdict(verdict: Verdict): void {
  verdict.score = 0;
  verdict.expected = NaN;
  verdict.lower = NaN;
  verdict.upper = NaN;
}
