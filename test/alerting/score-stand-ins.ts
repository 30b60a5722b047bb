import type { ScoreBatch } from '../../src/domain/detection/score-batch.js';
import { DomainError } from '../../src/domain/errors.js';
import type { TelemetryBatch } from '../../src/domain/telemetry/telemetry-batch.js';
import { ServerRuns } from '../../src/ports/server-runs.js';
import { type Consumption, type Delivery, type PartitionHandler, TelemetryBus } from '../../src/ports/telemetry-bus.js';
import { type BusPosition, TelemetryStore } from '../../src/ports/telemetry-store.js';

/**
 * A bus whose deliveries the test hands over itself, partition by partition. What was published outlives a crash; the
 * handler of a later life starts after what it names, or after what has been committed.
 */
export class ScriptedBus extends TelemetryBus {
  readonly #published: Delivery[][];
  readonly #next: number[];
  readonly #committed: number[];
  readonly #opened = new Set<number>();
  #handler: PartitionHandler | undefined;

  constructor(readonly partitions = 1) {
    super();
    this.#published = Array.from({ length: partitions }, () => []);
    this.#next = new Array<number>(partitions).fill(0);
    this.#committed = new Array<number>(partitions).fill(0);
  }

  override publish(batch: TelemetryBatch): Promise<void> {
    return this.publishTo(0, batch);
  }

  publishTo(partition: number, batch: TelemetryBatch): Promise<void> {
    const published = this.#published[partition]!;
    published.push({ batch, offset: published.length + 1 });
    return Promise.resolve();
  }

  /** The handler gets every partition. */
  override async consume(_group: string, handler: PartitionHandler): Promise<Consumption> {
    this.#handler = handler;
    this.#opened.clear();
    for (let partition = 0; partition < this.partitions; partition += 1) await this.give(partition, handler);
    return {
      stop: async () => {
        for (const partition of [...this.#opened]) await this.take(partition);
      },
      reopen: async () => {
        for (const partition of [...this.#opened]) {
          await this.take(partition);
          await this.give(partition);
        }
      },
    };
  }

  /** Gives a partition to a handler, this bus's own unless told otherwise. */
  async give(partition: number, handler = this.#handler!): Promise<void> {
    this.#next[partition] = (await handler.open(partition)) ?? this.#committed[partition]!;
    this.#opened.add(partition);
  }

  /** Takes a partition away from a handler. */
  async take(partition: number, handler = this.#handler!): Promise<void> {
    this.#opened.delete(partition);
    await handler.release(partition);
  }

  /** Hands over up to `batches` batches in one call. They stay next in turn when the handler rejects. */
  async deliver(batches: number, partition = 0, handler = this.#handler!): Promise<void> {
    const next = this.#next[partition]!;
    const deliveries = this.#published[partition]!.slice(next, next + batches);
    if (deliveries.length === 0) return;
    await handler.handle(partition, deliveries);
    this.#next[partition] = next + deliveries.length;
  }

  isDrained(partition = 0): boolean {
    return this.#next[partition]! >= this.#published[partition]!.length;
  }

  committed(partition = 0): number {
    return this.#committed[partition]!;
  }

  override commit(_group: string, partition: number, offset: number): Promise<void> {
    this.#committed[partition] = offset;
    return Promise.resolve();
  }

  override lag() {
    return { batches: 0, points: 0 };
  }

  override behindMs() {
    return 0;
  }

  override check(): Promise<void> {
    return Promise.resolve();
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

/**
 * A server that loses, when it starts anew, the rows of the run before, unless that was secured. `notice` is when Plenum
 * learns of a restart.
 */
export class FragileRuns extends ServerRuns {
  current = 1;
  /** Whether `secure` succeeds. */
  canSecure = true;
  #actual = 1;
  #secured = 0;
  readonly #listeners = new Set<() => void>();
  readonly #stores: { lose: (run: number) => void }[] = [];

  /** The run that the server is in, noticed or not. */
  get actual(): number {
    return this.#actual;
  }

  holds(store: { lose: (run: number) => void }): void {
    this.#stores.push(store);
  }

  restart(): void {
    if (this.#secured !== this.#actual) for (const store of this.#stores) store.lose(this.#actual);
    this.#actual += 1;
  }

  notice(): void {
    if (this.current === this.#actual) return;
    this.current = this.#actual;
    for (const listener of this.#listeners) listener();
  }

  override onRestart(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  override secure(): Promise<number> {
    this.notice();
    if (!this.canSecure) return Promise.reject(new DomainError('unavailable', 'the token may not do backups'));
    this.#secured = this.#actual;
    return Promise.resolve(this.#actual);
  }
}

interface ScoreRow {
  readonly seriesId: number;
  readonly at: number;
  readonly score: number;
}

/** A row and the run of the server that it came in first; 0 without runs. */
interface KeptRow extends ScoreRow {
  readonly run: number;
}

/**
 * Keeps scores as they were appended, so that a doubled one shows; the rest of the port is not there. It may be one that
 * records no positions: then a repeated identity replaces the row, as it would in InfluxDB.
 */
export class MemoryScoreStore extends TelemetryStore {
  #rows: KeptRow[] = [];
  readonly #positions = new Map<number, number>();
  #refusals = 0;
  override readonly runs: FragileRuns | undefined;
  /** Scores that came for a row that was there. */
  rewritten = 0;

  constructor(
    private readonly recordsPositions = true,
    runs?: FragileRuns,
  ) {
    super();
    this.runs = runs;
    runs?.holds(this);
  }

  get rows(): readonly ScoreRow[] {
    return this.#rows.map(({ seriesId, at, score }) => ({ seriesId, at, score }));
  }

  lose(run: number): void {
    this.#rows = this.#rows.filter((row) => row.run !== run);
  }

  refuseNext(): void {
    this.#refusals = 1;
  }

  override appendScores(batch: ScoreBatch, position?: BusPosition): Promise<void> {
    if (this.#refusals > 0) {
      this.#refusals -= 1;
      return Promise.reject(new DomainError('unavailable', 'the disk is full', { retriable: true }));
    }
    for (let index = 0; index < batch.length; index += 1) {
      this.#append({ seriesId: batch.seriesIds[index]!, at: batch.at[index]!, score: batch.score[index]! });
    }
    if (position) this.#positions.set(position.partition, position.offset);
    return Promise.resolve();
  }

  override positionOf(_group: string, partition: number): Promise<number | undefined> {
    return Promise.resolve(this.recordsPositions ? this.#positions.get(partition) : undefined);
  }

  #append(row: ScoreRow): void {
    const known = this.recordsPositions
      ? -1
      : this.#rows.findIndex(({ seriesId, at }) => seriesId === row.seriesId && at === row.at);
    const run = this.#rows[known]?.run ?? this.runs?.actual ?? 0;
    if (known < 0) this.#rows.push({ ...row, run });
    else {
      this.#rows[known] = { ...row, run };
      this.rewritten += 1;
    }
  }

  override appendPoints: TelemetryStore['appendPoints'] = absent;
  override readPoints = absent;
  override readManyPoints = absent;
  override latest = absent;
  override latestScores = absent;
  override stats = absent;
  override rollUp = absent;
  override applyRetention = absent;
  override check = absent;
  override close = absent;
}

function absent(): never {
  throw new Error('not part of this stand-in');
}
