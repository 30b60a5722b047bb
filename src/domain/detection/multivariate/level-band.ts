/** A level is the reading smoothed over this many rows: faults last, single odd rows are noise. */
const SMOOTHING_ROWS = 12;
/** Rows at the start of the training part in which machine and smoothing have not settled; at most half of them. */
const SETTLING_ROWS = 50;
/** A few hundred training rows show only part of where a normal level goes: the band is their range this many times. */
const MARGIN = 2.75;
/** After an excursion, less than this share of its height is its aftermath; the height fades over so many rows. */
const AFTERMATH_SHARE = 0.3;
const AFTERMATH_ROWS = 100;
/** Half the range that the smoothing leaves of white noise is not less than its standard deviation (Roberts 1959). */
const NARROWEST = Math.sqrt(1 / (2 * SMOOTHING_ROWS - 1));

/**
 * Judges the level of one signal by the range it kept in training: an EWMA chart (Roberts, "Control chart tests based
 * on geometric moving averages", Technometrics 1959) with limits from the range instead of from the variance, because
 * the levels of real machines wander more than independent noise does.
 */
export class LevelBand {
  readonly #centre: number;
  readonly #halfWidth: number;
  #level: number;
  #excursion = 0;

  /** `training` is the signal of the training rows, in their standard deviations and in their order. */
  constructor(training: Float64Array) {
    const start = training.slice(0, SMOOTHING_ROWS);
    this.#level = start.reduce((sum, value) => sum + value / start.length, 0);
    const levels = training.map((value) => this.#follow(value)).slice(Math.min(SETTLING_ROWS, training.length >> 1));
    const highest = levels.reduce((most, level) => Math.max(most, level), -Infinity);
    const lowest = levels.reduce((least, level) => Math.min(least, level), Infinity);
    this.#centre = (highest + lowest) / 2;
    this.#halfWidth = MARGIN * Math.max((highest - lowest) / 2, NARROWEST);
  }

  /** How far the level is from the middle of its band after the next row: 1 is the edge. */
  next(value: number): number {
    const distance = Math.abs(this.#follow(value) - this.#centre);
    const score = distance / Math.max(this.#halfWidth, AFTERMATH_SHARE * this.#excursion);
    this.#excursion = Math.max(distance, this.#excursion * (1 - 1 / AFTERMATH_ROWS));
    return score;
  }

  #follow(value: number): number {
    this.#level += (value - this.#level) / SMOOTHING_ROWS;
    return this.#level;
  }
}
