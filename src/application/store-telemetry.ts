import { scoresIn } from '../domain/detection/scored-points.js';
import { DomainError, messageOf } from '../domain/errors.js';
import { joinBatches } from '../domain/telemetry/join-batches.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { Metrics } from '../ports/metrics.js';
import type { Consumption, Delivery, PartitionHandler, TelemetryBus } from '../ports/telemetry-bus.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import { reopenOnRestart } from './reopen-on-restart.js';
import type { RewindPoint } from './rewind-point.js';

const component = 'store-telemetry';
const group = 'store';

export interface StoreTelemetryOptions {
  /** Points of one append. More of them cost less per point and hold the store's writer for longer. */
  readonly maxPoints: number;
  /** How long a delivery smaller than `maxPoints` waits for company; also how old a point is at most before it is stored. */
  readonly flushAfterMs: number;
}

export const storeTelemetryDefaults: StoreTelemetryOptions = { maxPoints: 50_000, flushAfterMs: 250 };

/** What the use case reports to. */
export interface Reporting {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

const noState = { version: 0, bytes: new Uint8Array() };

/**
 * Moves batches from the bus into the store, and the scores that some of them carry. The position goes with the points, so a store with transactions has each
 * exactly once, and any other writes the same point again; the bus hears of it afterwards and may forget the batches. A
 * failing append rises to the bus, which tries it again. When the store's server has started anew, every partition goes
 * back to its rewind point.
 */
export class StoreTelemetry implements Loop, PartitionHandler {
  readonly name = component;
  readonly #stopping = new AbortController();
  readonly #rewindPoints = new Map<number, RewindPoint>();
  #consumption: Consumption | undefined;
  #unlisten: () => void = () => undefined;

  constructor(
    private readonly bus: TelemetryBus,
    private readonly store: TelemetryStore,
    private readonly reporting: Reporting,
    private readonly options: StoreTelemetryOptions = storeTelemetryDefaults,
    /** The point of a partition; absent for a store without runs. */
    private readonly rewindPointOf?: (partition: number) => RewindPoint,
  ) {}

  async start(): Promise<void> {
    this.#consumption = await this.bus.consume(group, this, { maxPoints: this.options.maxPoints });
    this.#unlisten = reopenOnRestart(this.store.runs, this.#consumption, this.reporting.log);
  }

  /** Stores what has been handed over, then stops; the rest stays in the bus for the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#unlisten();
    await this.#consumption?.stop();
  }

  async open(partition: number): Promise<number | undefined> {
    const rewindPoint = this.rewindPointOf?.(partition);
    if (!rewindPoint) return this.store.positionOf(group, partition);
    this.#rewindPoints.set(partition, rewindPoint);
    const back = await rewindPoint.open();
    return back?.offset;
  }

  /** What was handled is stored and committed. */
  release(partition: number): Promise<void> {
    this.#rewindPoints.delete(partition);
    return Promise.resolve();
  }

  async handle(partition: number, deliveries: readonly Delivery[]): Promise<void> {
    const { clock, log, metrics } = this.reporting;
    const batch = joinBatches(deliveries.map((delivery) => delivery.batch));
    const [first] = deliveries;
    const offset = deliveries.at(-1)?.offset;
    if (first === undefined || offset === undefined) return;
    const rewindPoint = this.#rewindPoints.get(partition);
    const startedMs = clock.monotonic();
    try {
      await rewindPoint?.provide(() => ({ offset: first.offset - 1, ...noState }));
      await this.store.appendPoints(batch, { partition, offset });
      if (batch.scores) await this.store.appendScores(scoresIn(batch));
      await this.bus.commit(group, partition, offset);
    } catch (error) {
      const code = error instanceof DomainError ? error.code : 'internal';
      metrics.count('component_errors_total', { component, code });
      log.error('telemetry not stored', { partition, offset, points: batch.length, code, error: messageOf(error) });
      throw error;
    }
    await rewindPoint?.advance({ offset, ...noState });
    metrics.observeSeconds('store', (clock.monotonic() - startedMs) / 1_000);
    metrics.count('component_received_total', { component }, batch.length);
    metrics.gauge('bus_lag_points', { group }, this.bus.lag(group).points);
    log.debug('telemetry stored', { partition, offset, points: batch.length, batches: deliveries.length });
    // While the store rests, more batches gather in the bus and share the next append.
    if (batch.length < this.options.maxPoints) await clock.sleep(this.options.flushAfterMs, this.#stopping.signal);
  }
}
