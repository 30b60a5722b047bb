import { valueBetween } from './between-readings.js';

/** Points kept for an input that others have not caught up with; beyond it the oldest go, and their slots with them. */
const MOST_POINTS = 1_024;

/** The points of one input series from the last slot on. */
export class InputLane {
  #at: number[] = [];
  #values: number[] = [];

  constructor(
    readonly seriesId: number,
    /** Place of its metric among those of the input: a lower one is preferred. */
    readonly rank: number,
  ) {}

  get newestAt(): number {
    return this.#at.at(-1) ?? -Infinity;
  }

  /** Points that are not newer than the last one are left out. */
  push(at: number, value: number): void {
    if (at <= this.newestAt) return;
    this.#at.push(at);
    this.#values.push(value);
    if (this.#at.length > MOST_POINTS) this.#dropOldest(MOST_POINTS / 2);
  }

  /** Time of the first point after a slot; undefined when there is none yet. */
  firstAfter(slot: number): number | undefined {
    return this.#at.find((at) => at > slot);
  }

  /** The value at a time that the lane has passed; undefined when the readings around it are too far apart. */
  valueAt(time: number): number | undefined {
    return valueBetween(this.#at, this.#values, time);
  }

  /** Forgets what no later slot needs: all before the last point up to this one. */
  trim(slot: number): void {
    const after = this.#at.findIndex((at) => at > slot);
    this.#dropOldest(Math.max(0, (after < 0 ? this.#at.length : after) - 1));
  }

  save(): number[] {
    return [this.seriesId, this.#at.length, ...this.#at, ...this.#values];
  }

  /** Takes its points from the columns of a saved lane. */
  fill(at: readonly number[], values: readonly number[]): void {
    this.#at = [...at];
    this.#values = [...values];
  }

  #dropOldest(count: number): void {
    this.#at.splice(0, count);
    this.#values.splice(0, count);
  }
}
