import { UtcOffset } from './time-zone.js';

const HOUR_MS = 3_600_000;
/** The last instant that a JavaScript date can hold (ECMA-262, time values). */
const LATEST_INSTANT = 8.64e15;
/** Six weeks of hours: enough for a site whose series report in any order, and bounded whatever their clocks say. */
const HOURS_KEPT = 1_000;

/** How far local time is ahead of UTC, asked for every reading: the time zone data are asked once an hour of them. */
export class LocalOffsets {
  readonly #zone: UtcOffset;
  readonly #known = new Map<number, number>();
  #hour = NaN;
  #offsetMs = 0;

  constructor(timeZone: string) {
    this.#zone = new UtcOffset(timeZone);
  }

  /** In milliseconds; 0 for what no clock can show. Zones change on the hour of UTC, or on a half that is told an hour late. */
  at(epochMs: number): number {
    const hour = Math.floor(epochMs / HOUR_MS);
    if (hour === this.#hour) return this.#offsetMs;
    this.#hour = hour;
    return (this.#offsetMs = this.#offsetOf(hour));
  }

  #offsetOf(hour: number): number {
    const known = this.#known.get(hour);
    if (known !== undefined) return known;
    if (!(Math.abs(hour * HOUR_MS) <= LATEST_INSTANT)) return 0;
    if (this.#known.size >= HOURS_KEPT) this.#known.clear();
    const offsetMs = this.#zone.at(hour * HOUR_MS);
    this.#known.set(hour, offsetMs);
    return offsetMs;
  }
}
