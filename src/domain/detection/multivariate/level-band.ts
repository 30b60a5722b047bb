/** A level is the signal smoothed over this many rows: faults last, single odd rows are noise. */
const SMOOTHING_ROWS = 15;
/** Rows at the start of the training part in which machine and smoothing have not settled; at most half of it. */
const SETTLING_ROWS = 50;
/** A few hundred training rows show only part of where a normal level goes: the band is their range this many times. */
const MARGIN = 3.25;
/** A reading moves the level of a steady signal by so many half-widths at most. */
const LARGEST_STEP = 6;
/** After an excursion, less than this share of its height is its aftermath; the height fades over so many rows. */
const AFTERMATH_SHARE = 0.2;
const AFTERMATH_ROWS = 100;
/** No range is narrower than the standard deviation that the smoothing leaves of white noise. */
const NARROWEST = Math.sqrt(1 / (2 * SMOOTHING_ROWS - 1));

/**
 * Judges the level of one signal by the range it kept in training: an EWMA chart (Roberts, "Control chart tests based
 * on geometric moving averages", Technometrics 1959) with limits from the range instead of from the variance, because
 * the levels of real machines wander more than those of independent noise.
 */
export class LevelBand {
  readonly #centre: number;
  readonly #halfWidth: number;
  readonly #largestStep: number;
  #level: number;
  #excursion = 0;

  /**
   * `training` is the signal of the training rows in their order, of about unit variance. `isSteady`: the signal stays where it
   * is, so that a single reading far out is a glitch. Its excursion would hide, for minutes, what comes after it.
   */
  constructor(training: Float64Array, isSteady: boolean) {
    const first = training.slice(0, SMOOTHING_ROWS);
    this.#level = first.reduce((sum, value) => sum + value / first.length, 0);
    const levels = training.map((value) => this.#smooth(value)).slice(Math.min(SETTLING_ROWS, training.length >> 1));
    const highest = levels.reduce((most, level) => Math.max(most, level), -Infinity);
    const lowest = levels.reduce((least, level) => Math.min(least, level), Infinity);
    this.#centre = (highest + lowest) / 2;
    this.#halfWidth = MARGIN * Math.max((highest - lowest) / 2, NARROWEST);
    this.#largestStep = isSteady ? LARGEST_STEP * this.#halfWidth : Infinity;
  }

  /** How far the level is from the middle of its band after the next row: 1 is the edge. */
  next(value: number): number {
    const distance = Math.abs(this.#smooth(value, this.#largestStep) - this.#centre);
    const aftermath = AFTERMATH_SHARE * this.#excursion;
    const score = distance / (distance < aftermath ? Math.max(this.#halfWidth, aftermath) : this.#halfWidth);
    this.#excursion = Math.max(distance, this.#excursion * (1 - 1 / AFTERMATH_ROWS));
    return score;
  }

  /** Takes the level back to the middle of the band and forgets excursions. Returns how far off it was. */
  recentre(): number {
    const off = this.#level - this.#centre;
    this.#level = this.#centre;
    this.#excursion = 0;
    return off;
  }

  #smooth(value: number, largestStep = Infinity): number {
    const step = (value - this.#level) / SMOOTHING_ROWS;
    this.#level += Math.max(-largestStep, Math.min(largestStep, step));
    return this.#level;
  }
}
