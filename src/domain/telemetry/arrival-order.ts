import { withRoom } from './columns.js';
import { BatchBuilder, type TelemetryBatch } from './telemetry-batch.js';

/** Points remembered per series to recognise repeats. */
const remembered = 8;

/** A batch without its duplicates, and what was noticed. Ends with `settle` or `withdraw`. */
export interface Admission {
  readonly batch: TelemetryBatch;
  /** Points more than the lateness window behind their series' newest; they are in the batch. */
  readonly late: number;
  /** Points left out because the same series, time and value is already safe. */
  readonly duplicates: number;
  readonly ticket: number;
}

/**
 * Watches the order in which points of each series arrive. Late points are let through and counted; what is only a
 * repeat of one of the last 8 points is left out, as senders repeat whatever they got no answer to. A repeat with
 * another value is a correction and goes through.
 *
 * A point counts as known only when its batch is durable: a repeat that overtakes the first attempt is let through, so
 * that no answer ever rests on somebody else's write that may yet fail. State is 169 bytes a series, in flat arrays.
 */
export class ArrivalOrder {
  #newest = new Float64Array(0);
  #at = new Float64Array(0);
  #values = new Float64Array(0);
  #tickets = new Int32Array(0);
  /** Where each series' next point goes in its ring. */
  #next = new Uint8Array(0);
  #length = 0;
  #lastTicket = 0;
  readonly #pending = new Set<number>();

  constructor(private readonly settings: { readonly latenessMs: number }) {}

  admit(batch: TelemetryBatch): Admission {
    this.#lastTicket += 1;
    const ticket = this.#lastTicket;
    const repeats = new Set<number>();
    let late = 0;
    for (let i = 0; i < batch.length; i += 1) {
      const seriesId = batch.seriesIds[i] ?? 0;
      const at = batch.at[i] ?? 0;
      if (seriesId >= this.#length) this.#open(seriesId + 1);
      const newest = this.#newest[seriesId] ?? -Infinity;
      if (at > newest) {
        this.#newest[seriesId] = at;
        this.#remember(seriesId, at, batch.values[i] ?? 0, ticket);
      } else if (this.#isRepeat(seriesId, at, batch.values[i] ?? 0, ticket)) {
        repeats.add(i);
      } else if (at < newest - this.settings.latenessMs) {
        late += 1;
      }
    }
    this.#pending.add(ticket);
    return { batch: without(batch, repeats), late, duplicates: repeats.size, ticket };
  }

  /** The admitted batch is durable: repeats of its points are duplicates from now on. */
  settle({ ticket }: Admission): void {
    this.#pending.delete(ticket);
  }

  /** The admitted batch was not taken; its points are as new when they are sent again. */
  withdraw({ ticket, batch }: Admission): void {
    this.#pending.delete(ticket);
    for (let i = 0; i < batch.length; i += 1) {
      const place = this.#placeOf(batch.seriesIds[i] ?? 0, batch.at[i] ?? 0);
      if (place >= 0 && this.#tickets[place] === ticket) this.#at[place] = NaN;
    }
  }

  /** Remembers the point unless it is known already, and says whether it is. */
  #isRepeat(seriesId: number, at: number, value: number, ticket: number): boolean {
    const place = this.#placeOf(seriesId, at);
    if (place < 0) {
      this.#remember(seriesId, at, value, ticket);
      return false;
    }
    if (this.#values[place] !== value) {
      this.#values[place] = value;
      this.#tickets[place] = ticket;
      return false;
    }
    const earlier = this.#tickets[place] ?? 0;
    return earlier === ticket || !this.#pending.has(earlier);
  }

  #placeOf(seriesId: number, at: number): number {
    const start = seriesId * remembered;
    for (let place = start; place < start + remembered; place += 1) {
      if (this.#at[place] === at) return place;
    }
    return -1;
  }

  #remember(seriesId: number, at: number, value: number, ticket: number): void {
    const next = this.#next[seriesId] ?? 0;
    const place = seriesId * remembered + next;
    this.#at[place] = at;
    this.#values[place] = value;
    this.#tickets[place] = ticket;
    this.#next[seriesId] = (next + 1) % remembered;
  }

  #open(length: number): void {
    const floats = (size: number) => new Float64Array(size);
    const before = this.#length;
    this.#newest = withRoom(this.#newest, length, floats);
    this.#at = withRoom(this.#at, length * remembered, floats);
    this.#values = withRoom(this.#values, length * remembered, floats);
    this.#tickets = withRoom(this.#tickets, length * remembered, (size) => new Int32Array(size));
    this.#next = withRoom(this.#next, length, (size) => new Uint8Array(size));
    this.#newest.fill(-Infinity, before, length);
    this.#at.fill(NaN, before * remembered, length * remembered);
    this.#length = length;
  }
}

function without(batch: TelemetryBatch, left: ReadonlySet<number>): TelemetryBatch {
  if (left.size === 0) return batch;
  const kept = new BatchBuilder(batch.length - left.size);
  for (let i = 0; i < batch.length; i += 1) {
    if (!left.has(i)) kept.push(batch.seriesIds[i] ?? 0, batch.at[i] ?? 0, batch.values[i] ?? 0);
  }
  return kept.build();
}
