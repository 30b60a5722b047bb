import type { StateReader, StateWriter } from '../../../detection/state-bytes.js';
import type { CountedEvent, Tally } from './tally.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOURS = 168;
/** An hour that was last used longer ago counts as unused. */
const FORGET_MS = 35 * DAY_MS;
/** What must be known before hours are judged. */
interface Experience {
  readonly ms: number;
  readonly events: number;
}

/**
 * For hours of the day, whatever the day of the week. Of thirty events spread over eleven working hours the first or
 * last hour and its neighbour still miss all once in 400 times.
 */
const dayKnown: Experience = { ms: DAY_MS, events: 30 };
/** For hours of the week: it has to have been seen twice, and often enough. */
const weekKnown: Experience = { ms: 14 * DAY_MS, events: 200 };

/**
 * How many events came at an hour at which there usually are none: a badge at three in the morning, or in office hours
 * of a Sunday. An hour is usual when it, or one beside it, had an event in the last 35 days: so clocks that change do not
 * matter, and the hours may be those of UTC everywhere.
 */
export class OddHours implements Tally {
  /** When there last was an event, by hour of the week. */
  readonly #lastSeen = new Float64Array(HOURS).fill(-Infinity);
  #since = NaN;
  #events = 0;

  count(events: readonly CountedEvent[]): number {
    let count = 0;
    for (const { at } of events) {
      if (Number.isNaN(this.#since)) this.#since = at;
      if (this.#isOdd(at)) count += 1;
      this.#lastSeen[hourOfWeek(at)] = at;
      this.#events += 1;
    }
    return count;
  }

  save(writer: StateWriter): void {
    writer.float64(this.#since);
    writer.float64(this.#events);
    for (const at of this.#lastSeen) writer.float64(at);
  }

  load(reader: StateReader): void {
    this.#since = reader.float64();
    this.#events = reader.float64();
    for (let hour = 0; hour < HOURS; hour += 1) this.#lastSeen[hour] = reader.float64();
  }

  #isOdd(at: number): boolean {
    if (!this.#has(dayKnown, at)) return false;
    const hour = hourOfWeek(at);
    const days = this.#has(weekKnown, at) ? [0] : [0, 1, 2, 3, 4, 5, 6];
    return !days.some((day) => [-1, 0, 1].some((beside) => this.#isUsed(hour + 24 * day + beside, at)));
  }

  #has({ ms, events }: Experience, at: number): boolean {
    return at - this.#since >= ms && this.#events >= events;
  }

  #isUsed(hour: number, at: number): boolean {
    return at - (this.#lastSeen[(hour + HOURS) % HOURS] ?? -Infinity) <= FORGET_MS;
  }
}

function hourOfWeek(at: number): number {
  return ((Math.floor(at / HOUR_MS) % HOURS) + HOURS) % HOURS;
}
