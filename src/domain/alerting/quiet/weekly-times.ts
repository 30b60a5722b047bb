import { UtcOffset } from '../../time-zone.js';
import type { QuietSpan } from './quiet-span.js';

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

/**
 * A span that comes again each week at the same local time: in the week in which clocks change it is an hour longer or
 * shorter if the change falls into it, and keeps its hours otherwise.
 */
export class WeeklyTimes {
  readonly #offset: UtcOffset;
  readonly #startsAtLocal: number;
  readonly #endsAtLocal: number;
  /** The last answer, and until when it holds. */
  #known: { readonly time: QuietSpan; readonly nextAt: number } | undefined;

  constructor(
    private readonly first: QuietSpan,
    timeZone: string,
  ) {
    this.#offset = new UtcOffset(timeZone);
    this.#startsAtLocal = this.#localOf(first.startsAt);
    this.#endsAtLocal = this.#localOf(first.endsAt);
  }

  /** The time that has begun last; undefined before the first one. */
  latestBegunAt(at: number): QuietSpan | undefined {
    if (at < this.first.startsAt) return undefined;
    if (this.#known && at >= this.#known.time.startsAt && at < this.#known.nextAt) return this.#known.time;
    let week = Math.floor((this.#localOf(at) - this.#startsAtLocal) / weekMs);
    // Where clocks are set back, a local hour comes twice.
    while (this.#time(week + 1).startsAt <= at) week += 1;
    while (this.#time(week).startsAt > at) week -= 1;
    this.#known = { time: this.#time(week), nextAt: this.#time(week + 1).startsAt };
    return this.#known.time;
  }

  #time(week: number): QuietSpan {
    if (week <= 0) return this.first;
    return {
      startsAt: Math.min(...this.#instantsOf(this.#startsAtLocal + week * weekMs)),
      endsAt: Math.max(...this.#instantsOf(this.#endsAtLocal + week * weekMs)),
    };
  }

  /** Local time as if it were UTC, ms. */
  #localOf(at: number): number {
    return at + this.#offset.at(at);
  }

  /**
   * The instants at which a zone's clocks show a local time: one, or two where clocks are set back. A time that is left
   * out where they are set forward is as much later as they are set forward.
   */
  #instantsOf(local: number): readonly [number, ...number[]] {
    const before = local - this.#offset.at(local - dayMs);
    const after = local - this.#offset.at(local + dayMs);
    return this.#localOf(after) === local && this.#localOf(before) === local
      ? [before, after]
      : [this.#only(before, after, local)];
  }

  #only(before: number, after: number, local: number): number {
    return this.#localOf(after) === local ? after : before;
  }
}
