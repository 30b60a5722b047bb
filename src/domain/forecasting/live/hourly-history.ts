import type { EvenSeries } from '../even-series.js';

export const HOUR_MS = 3_600_000;

/** The newest hourly means of one subject, in single precision; what is older than its capacity is forgotten. */
export class HourlyHistory {
  /** The mean of an hour lies at the number of the hour, modulo the length. */
  readonly #means: Float32Array;
  #firstHour = Infinity;
  #lastHour = -Infinity;

  constructor(capacityHours: number) {
    this.#means = new Float32Array(capacityHours).fill(NaN);
  }

  /** Begin of the newest hour that is known, epoch ms; -Infinity before the first. */
  get newestMs(): number {
    return this.#lastHour * HOUR_MS;
  }

  /** Begin of the first hour that was ever known, epoch ms; Infinity before the first. */
  get firstMs(): number {
    return this.#firstHour * HOUR_MS;
  }

  /** Takes the mean of the hour that begins at `atMs`, or corrects it. Hours that were forgotten already are left out. */
  put(atMs: number, mean: number): void {
    const hour = Math.floor(atMs / HOUR_MS);
    if (hour <= this.#lastHour - this.#means.length) return;
    const missed = Math.min(hour - this.#lastHour - 1, this.#means.length);
    for (let gap = 1; gap <= missed; gap++) this.#means[this.#placeOf(hour - gap)] = NaN;
    this.#means[this.#placeOf(hour)] = mean;
    if (Number.isNaN(mean)) return;
    this.#lastHour = Math.max(this.#lastHour, hour);
    this.#firstHour = Math.min(this.#firstHour, hour);
  }

  /** The mean of the hour that begins at `atMs`; NaN when it is not known. */
  at(atMs: number): number {
    const hour = Math.floor(atMs / HOUR_MS);
    const isHeld = hour <= this.#lastHour && hour > this.#lastHour - this.#means.length;
    return isHeld ? (this.#means[this.#placeOf(hour)] ?? NaN) : NaN;
  }

  /** The hours up to `endMs`, a whole hour, from the first that is known; with NaN where nothing is. */
  before(endMs: number): EvenSeries {
    const end = Math.floor(endMs / HOUR_MS);
    const start = Math.min(end, Math.max(this.#firstHour, end - this.#means.length));
    const values = Float64Array.from({ length: end - start }, (_, i) => this.at((start + i) * HOUR_MS));
    return { startMs: start * HOUR_MS, stepMs: HOUR_MS, values };
  }

  #placeOf(hour: number): number {
    const { length } = this.#means;
    return ((hour % length) + length) % length;
  }
}
