import { open } from 'node:fs/promises';
import type { RecentBatches } from './recent-batches.js';
import type { StoredBatch } from './record.js';
import { damaged, type Segment } from './segment.js';
import type { SegmentLog } from './segment-log.js';
import { SegmentReader } from './segment-reader.js';

/** One consumer's way through the log: from memory where it can, from the segment files where it lags or replays. */
export class LogReader {
  #open: { readonly segment: Segment; readonly reader: SegmentReader } | undefined;
  /** Read from disk but beyond the point limit of the call that read it. */
  #ahead: StoredBatch | undefined;

  constructor(
    private readonly log: SegmentLog,
    private readonly recent: RecentBatches,
  ) {}

  get lastOffset(): number {
    return this.log.lastOffset;
  }

  hasAfter(offset: number): boolean {
    return this.log.lastOffset > offset;
  }

  /** Batches after `offset` up to `maxPoints` points, at least one when there is one. */
  async after(offset: number, maxPoints: number): Promise<readonly StoredBatch[]> {
    const remembered = this.recent.after(offset, maxPoints);
    if (remembered) {
      await this.close();
      return remembered;
    }
    const taken: StoredBatch[] = [];
    let points = 0;
    for (;;) {
      const stored = await this.#nextFromDisk(Math.max(offset, taken.at(-1)?.offset ?? offset));
      if (!stored) return taken;
      points += stored.batch.length;
      if (taken.length > 0 && points > maxPoints) {
        this.#ahead = stored;
        return taken;
      }
      taken.push(stored);
    }
  }

  async close(): Promise<void> {
    const reader = this.#open?.reader;
    this.#open = undefined;
    this.#ahead = undefined;
    await reader?.close();
  }

  async #nextFromDisk(offset: number): Promise<StoredBatch | undefined> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (ahead && ahead.offset > offset) return ahead;
    for (;;) {
      const segment = this.log.segments.find(({ lastOffset }) => lastOffset > offset);
      if (!segment) return undefined;
      const reader = await this.#readerOf(segment);
      const read = await reader.next(segment.bytes);
      if (read.kind !== 'record') throw damaged(segment, reader.position, 'no valid record where one was written');
      if (read.stored.offset > offset) return read.stored;
    }
  }

  async #readerOf(segment: Segment): Promise<SegmentReader> {
    if (this.#open?.segment === segment) return this.#open.reader;
    await this.close();
    const reader = new SegmentReader(await open(segment.path, 'r'));
    this.#open = { segment, reader };
    return reader;
  }
}
