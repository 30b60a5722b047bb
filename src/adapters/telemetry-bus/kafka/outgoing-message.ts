import { BatchScoresBuilder } from '../../../domain/telemetry/batch-scores.js';
import { BatchBuilder, type TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';
import { encodePoints, messageBytes } from './points-message.js';

/** Large enough that the number of messages does not matter, small enough to be well within a broker's mebibyte. */
const fullBytes = 256 * 1024;

/** A message while it is filled, with points that have scores or with points that have none, and a promise of what becomes of it. */
export class OutgoingMessage {
  readonly #points = new BatchBuilder(64);
  readonly #scores: BatchScoresBuilder | undefined;
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

  constructor(readonly isScored: boolean) {
    if (isScored) this.#scores = new BatchScoresBuilder();
    // Those who published wait for it; nobody else needs to.
    this.settled.catch(() => undefined);
  }

  get bytes(): number {
    return messageBytes(this.#points.length, this.#entries.length, this.#entryBytes, this.isScored);
  }

  get isFull(): boolean {
    return this.bytes >= fullBytes;
  }

  /** Takes the point at a place of a batch; `entry` is the dictionary entry of its series. */
  add({ seriesIds, at, values, scores }: TelemetryBatch, index: number, entry: Uint8Array): void {
    const seriesId = seriesIds[index] ?? 0;
    let place = this.#places.get(seriesId);
    if (place === undefined) {
      place = this.#entries.length;
      this.#places.set(seriesId, place);
      this.#entries.push(entry);
      this.#entryBytes += entry.length;
    }
    this.#points.push(place, at[index] ?? 0, values[index] ?? 0);
    if (scores) this.#scores?.push(scores, index);
  }

  encode(): Buffer {
    const { length, seriesIds: places, at, values } = this.#points.build();
    const scores = this.#scores?.build();
    return encodePoints({ length, at, values, places, entries: this.#entries, ...(scores && { scores }) });
  }

  acknowledge(): void {
    this.#resolve();
  }

  giveUp(error: unknown): void {
    this.#reject(error);
  }
}
