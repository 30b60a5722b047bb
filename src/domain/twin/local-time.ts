import { UtcOffset } from '../time-zone.js';

const hourMs = 3_600_000;

/** Hour of the day (0..24) and day of the week (0 = Monday) in a time zone. */
export interface LocalTime {
  readonly hour: number;
  readonly weekday: number;
}

/** Converts UTC to a zone's local time; asks the time zone data once per simulated hour. */
export class LocalClock {
  readonly #offset: UtcOffset;
  #hourStart = Number.NaN;
  #offsetMs = 0;

  constructor(timezone: string) {
    this.#offset = new UtcOffset(timezone);
  }

  at(epochMs: number): LocalTime {
    const hourStart = Math.floor(epochMs / hourMs) * hourMs;
    if (hourStart !== this.#hourStart) {
      this.#hourStart = hourStart;
      this.#offsetMs = this.#offset.at(hourStart);
    }
    const localMs = epochMs + this.#offsetMs;
    const days = Math.floor(localMs / (24 * hourMs));
    // 1970-01-01 was a Thursday.
    return { hour: (localMs - days * 24 * hourMs) / hourMs, weekday: (((days + 3) % 7) + 7) % 7 };
  }
}
