import { type Allowance, noAllowance } from './feedback/allowance.js';
import type { Lesson } from './feedback/lesson.js';
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
 * The state is bounded (2 KB at most), and, but for direction and allowance, is the only thing that a score depends on.
 */
export abstract class Detector {
  /**
   * On which side of the expected value trouble lies. No part of the state: it may change at any time, and then holds for the
   * whole past. A detector whose score has no side leaves it be.
   */
  direction: Direction = 'both';
  /**
   * How far from the expected value operators let the series go: no anomaly, and learned like anything usual. Like the
   * direction no part of the state.
   */
  allowance: Allowance = noAllowance;
  /** Fills `verdict` for this point. Changes no state. */
  abstract scoreOne(at: number, value: number, verdict: Verdict): void;
  /** Takes the point into the state. `value` must be finite. An `at` that goes back counts as no time passed. */
  abstract learnOne(at: number, value: number): void;
  /**
   * Keeps up with the series at a point that must not be learned, so that the next ones can be judged; what is usual stays
   * as it is. `settles` is false where even a shift that lasts may not become the new normal. A detector that needs no time
   * to pass does nothing.
   */
  followOne(_at: number, _value: number, _settles: boolean): void {
    // Nothing moves.
  }
  /**
   * Takes an operator's word on an excursion into what was learned of it; the allowance is not its business. To be told
   * twice is to be told once.
   */
  abstract teach(lesson: Lesson): void;
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
