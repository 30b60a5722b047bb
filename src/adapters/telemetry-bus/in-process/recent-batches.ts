import type { StoredBatch } from './record.js';

/** The newest batches, in memory, so that consumers that keep up never read the disk. Bounded by bytes, oldest out first. */
export class RecentBatches {
  #batches: StoredBatch[] = [];
  #head = 0;
  #bytes = 0;

  constructor(private readonly maxBytes: number) {}

  push(stored: StoredBatch): void {
    this.#batches.push(stored);
    this.#bytes += stored.bytes;
    while (this.#bytes > this.maxBytes && this.#head < this.#batches.length - 1) {
      this.#bytes -= this.#batches[this.#head]?.bytes ?? 0;
      this.#head += 1;
    }
    if (this.#head > 1024 && this.#head > this.#batches.length / 2) {
      this.#batches = this.#batches.slice(this.#head);
      this.#head = 0;
    }
  }

  /** The batch at an offset, when it is still here. Offsets have no gaps, so its place is known. */
  at(offset: number): StoredBatch | undefined {
    const first = this.#batches[this.#head];
    return first && offset >= first.offset ? this.#batches[this.#head + offset - first.offset] : undefined;
  }

  /** Batches after `offset` up to `maxPoints` points, at least one; undefined when the next one is no longer here. */
  after(offset: number, maxPoints: number): readonly StoredBatch[] | undefined {
    if (!this.at(offset + 1)) return undefined;
    const taken: StoredBatch[] = [];
    let points = 0;
    for (let next = this.at(offset + 1); next; next = this.at(next.offset + 1)) {
      points += next.batch.length;
      if (taken.length > 0 && points > maxPoints) break;
      taken.push(next);
    }
    return taken;
  }
}
