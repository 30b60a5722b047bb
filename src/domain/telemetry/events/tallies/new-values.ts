import type { StateReader, StateWriter } from '../../../detection/state-bytes.js';
import type { CountedEvent, Tally } from './tally.js';

const DAY_MS = 86_400_000;
/** A place that was last used longer ago is new again. */
const FORGET_MS = 30 * DAY_MS;
/** Before this time and this many events all places are new, and none of them is news. */
const LEARN_MS = DAY_MS;
const LEARN_EVENTS = 20;
/** Places remembered; beyond, the one that was used longest ago is forgotten. */
const MOST_VALUES = 128;

/** How many events were somewhere where there had been none for 30 days: a user on a host that is not his. */
export class NewValues implements Tally {
  /** When each was last seen, the latest last. */
  #lastSeen = new Map<number, number>();
  #since = NaN;
  #events = 0;

  count(events: readonly CountedEvent[]): number {
    let count = 0;
    for (const { at, value } of events) {
      if (Number.isNaN(this.#since)) this.#since = at;
      const before = this.#lastSeen.get(value) ?? -Infinity;
      const isKnown = at - this.#since >= LEARN_MS && this.#events >= LEARN_EVENTS;
      if (isKnown && at - before > FORGET_MS) count += 1;
      this.#see(value, at);
      this.#events += 1;
    }
    return count;
  }

  save(writer: StateWriter): void {
    writer.float64(this.#since);
    writer.float64(this.#events);
    writer.uint32(this.#lastSeen.size);
    for (const [value, at] of this.#lastSeen) {
      writer.float64(value);
      writer.float64(at);
    }
  }

  load(reader: StateReader): void {
    this.#since = reader.float64();
    this.#events = reader.float64();
    this.#lastSeen = new Map();
    for (let left = reader.uint32(); left > 0; left -= 1) this.#lastSeen.set(reader.float64(), reader.float64());
  }

  #see(value: number, at: number): void {
    this.#lastSeen.delete(value);
    this.#lastSeen.set(value, at);
    if (this.#lastSeen.size <= MOST_VALUES) return;
    for (const oldest of this.#lastSeen.keys()) {
      this.#lastSeen.delete(oldest);
      return;
    }
  }
}
