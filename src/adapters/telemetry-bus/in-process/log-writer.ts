import { DomainError } from '../../../domain/errors.js';
import type { TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';
import { decodeStamped, encodeBatch, type StoredBatch, stampRecord } from './record.js';
import type { SegmentLog } from './segment-log.js';

interface Waiting {
  readonly record: Uint8Array;
  readonly points: number;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Upper bound of one write, so that a burst does not make its first publisher wait for its last. */
const groupBytes = 16 << 20;

/** Group commit: batches that arrive while a write is under way share the next one, and its one fdatasync. */
export class LogWriter {
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #draining: Promise<void> | undefined;
  #closed = false;

  constructor(
    private readonly log: SegmentLog,
    private readonly limits: { readonly maxBytes: number; readonly maxWaitingBytes: number },
    private readonly written: (batches: readonly StoredBatch[]) => void,
  ) {}

  /** Resolves when the batch is on the disk. Rejects with `overloaded` at a limit. */
  publish(batch: TelemetryBatch): Promise<void> {
    if (this.#closed) return Promise.reject(new DomainError('unavailable', 'The telemetry log is closed.'));
    const record = encodeBatch(batch);
    const waitingBytes = this.#waitingBytes + record.length;
    if (waitingBytes > this.limits.maxWaitingBytes || this.log.bytes + waitingBytes > this.limits.maxBytes) {
      return Promise.reject(
        new DomainError('overloaded', 'The telemetry log is full: its consumers lag behind.', {
          retriable: true,
          details: { bytes: this.log.bytes, waitingBytes: this.#waitingBytes, maxBytes: this.limits.maxBytes },
        }),
      );
    }
    this.#waitingBytes = waitingBytes;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ record, points: batch.length, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Rejects with `unavailable` when nothing can be written any more. */
  check(): Promise<void> {
    if (!this.#closed && this.log.isWritable) return Promise.resolve();
    return Promise.reject(new DomainError('unavailable', 'The telemetry log is closed or needs a restart.'));
  }

  /** Refuses new batches and waits for those accepted. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // Publishers of the same turn of the event loop join the first write.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#write(this.#takeGroup());
    this.#draining = undefined;
  }

  #takeGroup(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { record } of this.#waiting) {
      if (count > 0 && bytes + record.length > groupBytes) break;
      bytes += record.length;
      count += 1;
    }
    this.#waitingBytes -= bytes;
    return this.#waiting.splice(0, count);
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    let { lastOffset, pointsThrough } = this.log;
    const batches = group.map(({ record, points }) => {
      lastOffset += 1;
      pointsThrough += points;
      const stamp = { offset: lastOffset, pointsThrough, writeBegan: this.log.writePosition };
      stampRecord(record, points, stamp);
      return decodeStamped(record, points, stamp);
    });
    try {
      await this.log.append(
        group.map(({ record }) => record),
        { lastOffset, pointsThrough },
      );
    } catch (error) {
      for (const { reject } of group) reject(error);
      return;
    }
    this.written(batches);
    for (const { resolve } of group) resolve();
  }
}
