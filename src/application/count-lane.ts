import { DomainError } from '../domain/errors.js';
import type { EventCounter } from '../domain/telemetry/events/event-counter.js';
import { eventCountOf } from '../domain/telemetry/events/event-metrics.js';
import { metricDefinition } from '../domain/telemetry/metric-catalogue.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { BatchBuilder, type TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';
import type { Delivery } from '../ports/telemetry-bus.js';
import type { StateSnapshots } from '../ports/state-snapshots.js';
import type { Reporting } from './store-telemetry.js';

const FORMAT_VERSION = 1;
const SAVE_EVERY_MS = 15_000;
/** Points of a batch, as many as a consumer takes at once. An import has millions of counts: in one batch no bus takes them. */
const MOST_PUBLISHED = 50_000;
const component = 'count-events';

/** Where counts are published, and by which ids. */
export interface CountOutlet {
  /** Of the series whose events were counted, as the bus delivers them. */
  readonly delivered: SeriesRegistry;
  /** Registers what other processes have brought up since; absent where there are none. */
  readonly loadSeries?: () => Promise<void>;
  /** Gives the counts' series the ids that `publish` wants. */
  readonly published: SeriesRegistry;
  /** Resolves when the points are durable. */
  publish(batch: TelemetryBatch): Promise<void>;
}

/**
 * Counts the events of one partition. Its turns come one after the other: what is counted is published before the state
 * that has counted it is saved, and that before its offset is committed. After a crash the events since come again and
 * give the same numbers for the same minutes, which the store writes over and detectors skip. Not so for a minute that the
 * clock closed: an event that was late for it may come before the clock does the second time, and is then in its number.
 */
export class CountLane {
  #turn: Promise<unknown> = Promise.resolve();
  #offset: number | undefined;
  #savedOffset: number | undefined;
  #savedAt: number;
  /** Given away by the counter, and not durable yet; the counter keeps the others until this is. */
  #unpublished: TelemetryBatch | undefined;

  constructor(
    private readonly name: string,
    private readonly counter: EventCounter,
    private readonly outlet: CountOutlet,
    private readonly snapshots: StateSnapshots,
    private readonly reporting: Reporting,
  ) {
    this.#savedAt = reporting.clock.monotonic();
  }

  /**
   * Takes up where the partition's last owner ended, and returns that offset. Undefined without a state that this version
   * can read: users then have to show anew what is usual, which the log says.
   */
  async open(): Promise<number | undefined> {
    await this.outlet.loadSeries?.();
    try {
      const snapshot = await this.snapshots.load(this.name);
      if (!snapshot) return undefined;
      if (snapshot.version !== FORMAT_VERSION) {
        throw new DomainError('incompatible_data', 'The saved counts of events are of another version.');
      }
      this.counter.restore(snapshot.bytes);
      this.#offset = this.#savedOffset = snapshot.offset;
      return snapshot.offset;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'incompatible_data') throw error;
      this.reporting.log.error('saved counts of events not usable, counting begins anew', {
        state: this.name,
        error: error.message,
      });
      return undefined;
    }
  }

  /** Counts what is new. Returns the offset that the state was saved with, when it was. */
  handle(deliveries: readonly Delivery[]): Promise<number | undefined> {
    return this.#inTurn(async () => {
      for (const { batch, offset } of deliveries) {
        if (offset <= (this.#offset ?? -Infinity)) continue;
        this.counter.take(batch);
        this.#offset = offset;
      }
      await this.#publish();
      const isDue = this.reporting.clock.monotonic() - this.#savedAt >= SAVE_EVERY_MS;
      return isDue ? this.#save() : undefined;
    });
  }

  /** Counts the minutes that are over by the clock. To be called when the bus is known to hold no more of them. */
  settle(now: number): Promise<void> {
    return this.#inTurn(async () => {
      this.counter.settle(now);
      await this.#publish();
    });
  }

  /** Saves the state for the next owner. Returns its offset. */
  close(): Promise<number | undefined> {
    return this.#inTurn(async () => {
      await this.#publish();
      return this.#offset === this.#savedOffset ? this.#offset : this.#save();
    });
  }

  async #save(): Promise<number | undefined> {
    if (this.#offset === undefined) return undefined;
    const state = { offset: this.#offset, version: FORMAT_VERSION, bytes: this.counter.snapshot() };
    await this.snapshots.save(this.name, state);
    this.#savedOffset = state.offset;
    this.#savedAt = this.reporting.clock.monotonic();
    return state.offset;
  }

  async #publish(): Promise<void> {
    this.#report();
    for (;;) {
      this.#unpublished ??= this.#batchOfCounts();
      if (this.#unpublished.length === 0) break;
      await this.outlet.publish(this.#unpublished);
      this.#unpublished = undefined;
    }
    this.#unpublished = undefined;
  }

  #batchOfCounts(): TelemetryBatch {
    const batch = new BatchBuilder();
    for (const { eventSeriesId, at, count } of this.counter.takeCounts(MOST_PUBLISHED)) {
      batch.push(this.#idFor(eventSeriesId), at, count);
    }
    return batch.build();
  }

  #idFor(eventSeriesId: number): number {
    const events = this.outlet.delivered.byId(eventSeriesId);
    const count = events && eventCountOf(events.metric);
    if (!events || !count) throw new Error(`BUG: series ${eventSeriesId} was counted and has no events`);
    const { assetId, component: part, source, simulated } = events;
    const unit = metricDefinition(count.metric)?.unit ?? '';
    const identity = { assetId, metric: count.metric, component: part };
    return this.outlet.published.intern(identity, { unit, source, simulated }).id;
  }

  /** A late event is an error of its sender; one that is in its window already is none. */
  #report(): void {
    const { metrics } = this.reporting;
    for (const [reason, events] of this.counter.takeUntaken()) {
      metrics.count('component_dropped_total', { component, reason }, events);
    }
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
