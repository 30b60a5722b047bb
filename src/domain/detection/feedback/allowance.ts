import type { StateReader, StateWriter } from '../state-bytes.js';
import { deviationOf, type Lesson } from './lesson.js';

const WEEK_MS = 7 * 86_400_000;
/** An allowance stands in full for this long, and fades to nothing over as long again. */
const STANDS_MS = 4 * WEEK_MS;
/** No two excursions are quite alike. */
const MARGIN = 1.2;
/** What an operator calls real must alert again though the next one be a quarter smaller. */
export const REAL_MARGIN = 1.25;
/** Lessons are rounded where they are stored; less than this of a difference is none. */
const ROUNDING = 1e-6;

/** How much is left, from 1 to 0, of what was allowed at `since`. */
export function shareLeft(since: number, at: number): number {
  return Math.max(0, Math.min(1, 2 - (at - since) / STANDS_MS));
}

/** One direction of it: how far, and since when; it is forgotten by event time. */
class Side {
  reach = 0;
  #since = 0;

  grant(reach: number, since: number): void {
    this.reach = Math.max(this.at(since), reach);
    this.#since = Math.max(this.#since, since);
  }

  limit(reach: number): void {
    if (this.reach > reach) this.reach = 0;
  }

  /** Takes back what one lesson has granted, unless another one granted more. */
  withdraw(granted: number): void {
    if (this.reach <= granted * (1 + ROUNDING)) this.reach = 0;
  }

  at(time: number): number {
    if (this.reach === 0) return 0;
    return this.reach * shareLeft(this.#since, time);
  }

  save(writer: StateWriter): void {
    writer.float64(this.reach);
    writer.float64(this.#since);
  }

  load(reader: StateReader): void {
    this.reach = reader.float64();
    this.#since = reader.float64();
  }
}

/**
 * How far a series may go above and below what is expected because an operator has said that so much is no anomaly. Each side
 * by itself: that a fan may speed up says nothing of its slowing down. Weeks later it is forgotten, by when the detector has
 * learned what comes again, or it does not come any more.
 */
export class Allowance {
  /** What is allowed at the time of the last `moveTo`, in the series' unit. */
  above = 0;
  below = 0;
  readonly #above = new Side();
  readonly #below = new Side();

  get isNone(): boolean {
    return this.#above.reach === 0 && this.#below.reach === 0;
  }

  /** Takes a lesson into account; the newest word on an excursion counts. */
  take(lesson: Lesson): void {
    const deviation = deviationOf(lesson);
    if (deviation === 0) return;
    const side = deviation > 0 ? this.#above : this.#below;
    const size = Math.abs(deviation);
    if (lesson.verdict === 'not-anomaly') side.grant(MARGIN * size, lesson.startsAt);
    else if (lesson.verdict === 'real') side.limit(size / REAL_MARGIN);
    else side.withdraw(MARGIN * size);
    this.moveTo(lesson.startsAt);
  }

  /** Lets the allowance be what it is at this time. */
  moveTo(at: number): void {
    this.above = this.#above.at(at);
    this.below = this.#below.at(at);
  }

  /** How far the series may go below what is expected (a negative direction) or above it. */
  towards(direction: number): number {
    return direction < 0 ? this.below : this.above;
  }

  /** Whether a value this far from what is expected is allowed. */
  covers(deviation: number): boolean {
    const allowed = this.towards(deviation);
    return allowed > 0 && Math.abs(deviation) <= allowed;
  }

  /** What is allowed now in a unit of which this one has `factor` as many. */
  times(factor: number): Allowance {
    const converted = new Allowance();
    converted.above = factor * this.above;
    converted.below = factor * this.below;
    return converted;
  }

  save(writer: StateWriter): void {
    this.#above.save(writer);
    this.#below.save(writer);
  }

  static loaded(reader: StateReader): Allowance {
    const allowance = new Allowance();
    allowance.#above.load(reader);
    allowance.#below.load(reader);
    return allowance;
  }
}

/** Of a series that nobody has said anything of; shared, and never taught. */
export const noAllowance = new Allowance();
