import { standardOf } from './standard.js';
import { hasUnitRoot } from './unit-root.js';

/** The usual level is followed with a memory of this many rows: machines drift while they are well. */
const DRIFT_ROWS = 300;
/** The usual level starts as the mean of this many rows. */
const FIRST_ROWS = 50;

/**
 * What is watched of one column: its readings over their usual level, in standard deviations of the training rows. Where
 * the readings wander (a temperature that follows the weather), their change from row to row stands for them: a column
 * that had no level in training has none to leave, but how fast it moves can still be unusual.
 */
export class ColumnSignal {
  /** The signal of the training rows. */
  readonly training: Float64Array;
  /** Whether it is the change that is watched: then a step of the readings is a single value of the signal. */
  readonly wanders: boolean;
  readonly #standardise: (value: number) => number;
  #last: number;
  #usual: number;
  #signal = 0;

  /** `readings` are those of the training rows, in their order; there must be at least one. */
  constructor(readings: Float64Array) {
    this.wanders = hasUnitRoot(readings);
    this.#last = readings[0] ?? 0;
    const raw = readings.map((reading) => this.#valueOf(reading));
    this.#standardise = standardOf(raw);
    const values = raw.map(this.#standardise);
    const first = values.slice(0, FIRST_ROWS);
    this.#usual = first.reduce((sum, value) => sum + value / first.length, 0);
    this.training = values.map((value, row) => {
      this.#signal = value - this.#usual;
      this.#usual += this.#signal / Math.min(DRIFT_ROWS, FIRST_ROWS + row);
      return this.#signal;
    });
  }

  /** The signal of the next row. */
  next(reading: number): number {
    this.#signal = this.#standardise(this.#valueOf(reading)) - this.#usual;
    return this.#signal;
  }

  /** Takes the last row for normal: the usual level follows it. */
  follow(): void {
    this.#usual += this.#signal / DRIFT_ROWS;
  }

  /** Moves the usual level at once by so many standard deviations. */
  shift(by: number): void {
    this.#usual += by;
  }

  #valueOf(reading: number): number {
    const change = reading - this.#last;
    this.#last = reading;
    return this.wanders ? change : reading;
  }
}
