import { type FileHandle, open, unlink } from 'node:fs/promises';
import { DomainError, messageOf } from '../../../domain/errors.js';
import type { Log } from '../../../ports/log.js';
import { syncFolder } from '../../system/write-file-atomically.js';
import { type StoredBatch } from './record.js';
import { recoverSegment } from './recover-segment.js';
import { damaged, listSegments, newSegment, type Segment } from './segment.js';

export interface SegmentLogOptions {
  readonly dir: string;
  /** A segment that has reached this size is followed by a new one. */
  readonly segmentBytes: number;
  /** Offset of the very first record of an empty folder. */
  readonly firstOffset: number;
  /** Points counted so far, for a folder that holds no record any more. */
  readonly pointsBefore: number;
  readonly log: Log;
}

/** The segment files of a folder: appends to the last one, deletes from the front. */
export class SegmentLog {
  #broken = false;

  private constructor(
    private readonly options: SegmentLogOptions,
    private readonly files: Segment[],
    private active: FileHandle,
    /** Points of all records before the first one kept, since the folder was made. */
    public readonly pointsBefore: number,
    /** The same up to and including the last one. */
    public pointsThrough: number,
  ) {}

  /** Reads and checks every segment, about a second per GiB. Rejects with `incompatible_data` when one is damaged. */
  static async open(options: SegmentLogOptions): Promise<SegmentLog> {
    const segments = await listSegments(options.dir);
    if (segments.length === 0) segments.push(newSegment(options.dir, options.firstOffset));
    const lastSegment = segments.at(-1);
    if (!lastSegment) throw new Error('BUG: a log without a segment');
    const active = await open(lastSegment.path, 'a');
    try {
      await syncFolder(options.dir);
      const { pointsBefore, pointsThrough } = await recoverAll(segments, options);
      const log = new SegmentLog(options, segments, active, pointsBefore, pointsThrough);
      // What an earlier run left may be larger than segments are now, and the last one is never deleted.
      await log.#rollWhenFull();
      return log;
    } catch (error) {
      await active.close();
      throw error;
    }
  }

  get segments(): readonly Segment[] {
    return this.files;
  }

  get firstOffset(): number {
    return this.files[0]?.firstOffset ?? 0;
  }

  get lastOffset(): number {
    return this.#last.lastOffset;
  }

  get bytes(): number {
    return this.files.reduce((sum, segment) => sum + segment.bytes, 0);
  }

  /** False once a failed write could not be undone. */
  get isWritable(): boolean {
    return !this.#broken;
  }

  /** Where in its file the next write begins. */
  get writePosition(): number {
    return this.#last.bytes;
  }

  /**
   * Writes stamped records as one and resolves when they are on the disk. When that fails nothing of them stays, and
   * the same offsets can be given out again; rejects with `unavailable`.
   */
  async append(records: readonly Uint8Array[], through: { lastOffset: number; pointsThrough: number }): Promise<void> {
    if (this.#broken) throw new DomainError('unavailable', 'The telemetry log failed and needs a restart.');
    try {
      await writeAll(this.active, records);
      await this.active.datasync();
    } catch (cause) {
      await this.#undo(cause);
      throw new DomainError('unavailable', `The telemetry log cannot be written: ${messageOf(cause)}`, {
        retriable: true,
        cause,
      });
    }
    this.#last.bytes += records.reduce((sum, record) => sum + record.length, 0);
    this.#last.lastOffset = through.lastOffset;
    this.pointsThrough = through.pointsThrough;
    await this.#rollWhenFull();
  }

  /** Deletes whole segments whose records are all up to `offset`; the last segment stays, it carries the next offset. */
  async deleteThrough(offset: number): Promise<void> {
    for (
      let first = this.files[0];
      first && first !== this.#last && first.lastOffset <= offset;
      first = this.files[0]
    ) {
      this.files.shift();
      await unlink(first.path);
    }
  }

  close(): Promise<void> {
    return this.active.close();
  }

  get #last(): Segment {
    const last = this.files.at(-1);
    if (!last) throw new Error('BUG: a log without a segment');
    return last;
  }

  async #rollWhenFull(): Promise<void> {
    if (this.#last.bytes < this.options.segmentBytes) return;
    const next = newSegment(this.options.dir, this.lastOffset + 1);
    const file = await open(next.path, 'a');
    await syncFolder(this.options.dir);
    await this.active.close();
    this.active = file;
    this.files.push(next);
  }

  async #undo(cause: unknown): Promise<void> {
    try {
      await this.active.truncate(this.#last.bytes);
    } catch (error) {
      this.#broken = true;
      this.options.log.error('telemetry log cannot be restored after a failed write', {
        path: this.#last.path,
        failure: messageOf(cause),
        error: messageOf(error),
      });
    }
  }
}

/** Reads and checks the segments, which must follow each other without a gap; counts the points before and through them. */
async function recoverAll(segments: readonly Segment[], { log, pointsBefore: counted }: SegmentLogOptions) {
  let first: StoredBatch | undefined;
  let last: StoredBatch | undefined;
  let expected = segments[0]?.firstOffset;
  for (const segment of segments) {
    if (segment.firstOffset !== expected)
      throw damaged(segment, 0, `the segment with offset ${expected ?? 0} is missing`);
    const records = await recoverSegment(segment, { isLast: segment === segments.at(-1), log });
    first ??= records?.first;
    last = records?.last ?? last;
    expected = segment.lastOffset + 1;
  }
  const pointsBefore = first ? first.pointsThrough - first.batch.length : counted;
  return { pointsBefore, pointsThrough: last?.pointsThrough ?? pointsBefore };
}

/** `writev` may write less than asked, for example on a full disk; what is left is written again until it errs. */
async function writeAll(file: FileHandle, records: readonly Uint8Array[]): Promise<void> {
  const total = records.reduce((sum, record) => sum + record.length, 0);
  const { bytesWritten } = await file.writev([...records]);
  if (bytesWritten === total) return;
  await file.appendFile(Buffer.concat(records).subarray(bytesWritten));
}
