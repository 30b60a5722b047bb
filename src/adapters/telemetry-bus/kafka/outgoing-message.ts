import { BatchBuilder } from '../../../domain/telemetry/telemetry-batch.js';
import { encodePoints, messageBytes } from './points-message.js';

/** Large enough that the number of messages does not matter, small enough to be well within a broker's mebibyte. */
const fullBytes = 256 * 1024;

/** A message while it is filled, and a promise of what becomes of it. */
export class OutgoingMessage {
  readonly #points = new BatchBuilder(64);
  readonly #places = new Map<number, number>();
  readonly #entries: Uint8Array[] = [];
  #entryBytes = 0;
  #resolve: () => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  /** Settles when the message is acknowledged, or given up. */
  readonly settled = new Promise<void>((resolve, reject) => {
    this.#resolve = resolve;
    this.#reject = reject;
  });

  constructor() {
    // Those who published wait for it; nobody else needs to.
    this.settled.catch(() => undefined);
  }

  get bytes(): number {
    return messageBytes(this.#points.length, this.#entries.length, this.#entryBytes);
  }

  get isFull(): boolean {
    return this.bytes >= fullBytes;
  }

  /** `entry` is the dictionary entry of the series. */
  add(seriesId: number, entry: Uint8Array, at: number, value: number): void {
    let place = this.#places.get(seriesId);
    if (place === undefined) {
      place = this.#entries.length;
      this.#places.set(seriesId, place);
      this.#entries.push(entry);
      this.#entryBytes += entry.length;
    }
    this.#points.push(place, at, value);
  }

  encode(): Buffer {
    const { length, seriesIds: places, at, values } = this.#points.build();
    return encodePoints({ length, at, values, places, entries: this.#entries });
  }

  acknowledge(): void {
    this.#resolve();
  }

  giveUp(error: unknown): void {
    this.#reject(error);
  }
}
