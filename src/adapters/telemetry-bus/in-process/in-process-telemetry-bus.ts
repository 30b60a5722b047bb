import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../../../domain/errors.js';
import type { TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';
import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import {
  type ConsumeOptions,
  type Consumption,
  type PartitionHandler,
  TelemetryBus,
} from '../../../ports/telemetry-bus.js';
import { Bell } from './bell.js';
import { CommittedOffsets, type Position } from './committed-offsets.js';
import { FolderLock } from './folder-lock.js';
import { checkFolderVersion } from './folder-version.js';
import { GroupConsumer, onlyPartition } from './group-consumer.js';
import { LogReader } from './log-reader.js';
import { LogWriter } from './log-writer.js';
import { RecentBatches } from './recent-batches.js';
import { SegmentLog } from './segment-log.js';

export interface InProcessBusOptions {
  /** Folder of the segment files; made when missing. One process at a time. */
  readonly dir: string;
  /** Groups that must be done with a segment before it is deleted, whether they consume already or not. */
  readonly groups: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Upper bound on the disk; beyond it `publish` rejects with `overloaded`. 8 GiB when absent. A batch of more than three
   * quarters of it may be refused for good.
   */
  readonly maxBytes?: number;
  /** Batches accepted but not yet written, in memory; beyond it `publish` rejects with `overloaded`. 64 MiB when absent. */
  readonly maxWaitingBytes?: number;
  /** Size from which a segment is followed by a new one; 64 MiB when absent, and never more than a quarter of `maxBytes`. */
  readonly segmentBytes?: number;
  /** Newest batches kept in memory for consumers that keep up; 64 MiB when absent. */
  readonly recentBytes?: number;
}

const defaultMaxBytes = 8 * 2 ** 30;

/**
 * The bus of a single process: a log on the disk, so that an acknowledged batch survives SIGKILL and power loss. The log
 * is one partition, and a group consumes it once at a time.
 */
export class InProcessTelemetryBus extends TelemetryBus {
  readonly partitions = 1;
  readonly #published = new Bell();
  /** By group; undefined while its partition is being opened. */
  readonly #consumers = new Map<string, GroupConsumer | undefined>();
  readonly #groups: Set<string>;
  readonly #recent: RecentBatches;
  readonly #writer: LogWriter;
  #closing: Promise<void> | undefined;

  private constructor(
    private readonly options: InProcessBusOptions,
    private readonly segments: SegmentLog,
    private readonly committed: CommittedOffsets,
    private readonly lock: FolderLock,
  ) {
    super();
    this.#groups = new Set(options.groups);
    this.#recent = new RecentBatches(options.recentBytes ?? 64 << 20);
    const limits = {
      maxBytes: options.maxBytes ?? defaultMaxBytes,
      maxWaitingBytes: options.maxWaitingBytes ?? 64 << 20,
    };
    this.#writer = new LogWriter(segments, limits, (batches) => {
      for (const stored of batches) this.#recent.push(stored);
      this.#published.ring();
    });
  }

  /** Rejects with `conflict` when another process has the folder, `incompatible_data` when it cannot be read. */
  static async open(options: InProcessBusOptions): Promise<InProcessTelemetryBus> {
    const { dir, log, clock } = options;
    await mkdir(dir, { recursive: true });
    const lock = FolderLock.take(dir);
    try {
      await checkFolderVersion(dir);
      // A folder that lost its log must not hand out offsets that the store has already recorded for other batches:
      // microseconds since the epoch are ahead of any count that began earlier.
      const firstOffset = clock.now() * 1_000 + 1;
      const committed = await CommittedOffsets.load(join(dir, 'committed.json'), log);
      const segments = await SegmentLog.open({
        dir,
        log,
        firstOffset,
        pointsBefore: committed.pointsThrough,
        // The last segment cannot be deleted: what it may hold is lost to the bound.
        segmentBytes: Math.min(options.segmentBytes ?? 64 << 20, (options.maxBytes ?? defaultMaxBytes) / 4),
      });
      return new InProcessTelemetryBus(options, segments, committed, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  publish(batch: TelemetryBatch): Promise<void> {
    return this.#writer.publish(batch);
  }

  /** Rejects with `conflict` when the group consumes already, with `incompatible_data` when it is ahead of the log. */
  async consume(group: string, handler: PartitionHandler, { maxPoints }: ConsumeOptions): Promise<Consumption> {
    if (this.#consumers.has(group)) {
      throw new DomainError('conflict', `Group ${group} consumes the telemetry log already.`, { details: { group } });
    }
    this.#groups.add(group);
    this.#consumers.set(group, undefined);
    try {
      const open = async () => this.#startOf(group, await handler.open(onlyPartition));
      const after = await open();
      const { clock, log } = this.options;
      const reader = new LogReader(this.segments, this.#recent);
      const consumer = new GroupConsumer(
        { group, handler, open, after, maxPoints },
        reader,
        this.#published,
        clock,
        log,
      );
      this.#consumers.set(group, consumer);
      return { stop: () => this.#stop(group, consumer), reopen: () => consumer.reopen() };
    } catch (error) {
      this.#consumers.delete(group);
      throw error;
    }
  }

  async commit(group: string, partition: number, offset: number): Promise<void> {
    if (partition !== onlyPartition) throw new Error(`BUG: the log of a single process has no partition ${partition}`);
    await this.committed.set(group, await this.#positionAt(offset));
    const done = this.committed.least(this.#groups);
    if (done !== undefined) await this.segments.deleteThrough(done);
  }

  lag(group: string): { batches: number; points: number } {
    const { offset, pointsThrough } = this.committed.of(group) ?? this.#beginning();
    return {
      batches: Math.max(0, this.segments.lastOffset - offset),
      points: Math.max(0, this.segments.pointsThrough - pointsThrough),
    };
  }

  behindMs(group: string, partition: number): number {
    const consumer = partition === onlyPartition ? this.#consumers.get(group) : undefined;
    return consumer?.behindMs ?? Infinity;
  }

  check(): Promise<void> {
    return this.#writer.check();
  }

  /** Writes what was accepted, stops the consumers as their `stop` does, and gives the folder free. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#writer.close();
    for (const consumer of this.#consumers.values()) await consumer?.stop();
    await this.segments.close();
    this.lock.release();
  }

  async #stop(group: string, consumer: GroupConsumer): Promise<void> {
    await consumer.stop();
    if (this.#consumers.get(group) === consumer) this.#consumers.delete(group);
  }

  /** The offset after which delivery starts: the one that the group names, or else the committed one. */
  async #startOf(group: string, named: number | undefined): Promise<number> {
    if ((named ?? 0) > this.segments.lastOffset) throw this.#behind(group, named);
    if (named !== undefined) await this.commit(group, onlyPartition, named);
    const oldest = this.segments.firstOffset - 1;
    const after = this.committed.of(group)?.offset ?? oldest;
    if (after < oldest) {
      this.options.log.warn('telemetry log no longer holds all that a group asks for', { group, after, oldest });
    }
    return Math.max(after, oldest);
  }

  async #positionAt(offset: number): Promise<Position> {
    if (offset >= this.segments.lastOffset) return { offset, pointsThrough: this.segments.pointsThrough };
    const remembered = this.#recent.at(offset);
    if (remembered) return { offset, pointsThrough: remembered.pointsThrough };
    // The record after it tells: what it counts, less its own points.
    const reader = new LogReader(this.segments, this.#recent);
    try {
      const [next] = await reader.after(offset, 1);
      return { offset, pointsThrough: next ? next.pointsThrough - next.batch.length : this.segments.pointsThrough };
    } finally {
      await reader.close();
    }
  }

  /** Delivering from here would give the group offsets that it takes for already done, and drop them silently. */
  #behind(group: string, after: number | undefined): DomainError {
    const { dir } = this.options;
    return new DomainError(
      'incompatible_data',
      `Group ${group} has recorded offset ${after ?? 0}, but the telemetry log in ${dir} ends at ${this.segments.lastOffset}: ` +
        'the log is older than what was stored from it. Bring back the newer log, or move the folder away to begin with an empty one.',
      { details: { dir, group, after, lastOffset: this.segments.lastOffset } },
    );
  }

  #beginning(): Position {
    return { offset: this.segments.firstOffset - 1, pointsThrough: this.segments.pointsBefore };
  }
}
