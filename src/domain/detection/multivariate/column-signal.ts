import { standardOf } from './standard.js';
import { hasUnitRoot } from './unit-root.js';

/**
 * What is watched of one column, in standard deviations of the training rows: its readings, or, where these wander
 * (a temperature that follows the weather), their change from row to row. A column that had no level in training has
 * none to leave; how fast it moves can still be unusual.
 */
export class ColumnSignal {
  /** The signal of the training rows. */
  readonly training: Float64Array;
  readonly #wanders: boolean;
  readonly #standardise: (value: number) => number;
  #last: number;

  /** `readings` are those of the training rows, in their order; there must be at least one. */
  constructor(readings: Float64Array) {
    this.#wanders = hasUnitRoot(readings);
    this.#last = readings[0] ?? 0;
    const raw = readings.map((reading) => this.#signalOf(reading));
    this.#standardise = standardOf(raw);
    this.training = raw.map(this.#standardise);
  }

  /** The signal of the next row. */
  next(reading: number): number {
    return this.#standardise(this.#signalOf(reading));
  }

  #signalOf(reading: number): number {
    const change = reading - this.#last;
    this.#last = reading;
    return this.#wanders ? change : reading;
  }
}
