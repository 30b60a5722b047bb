import { scoresIn } from '../domain/detection/scored-points.js';
import { DomainError, messageOf } from '../domain/errors.js';
import { joinBatches } from '../domain/telemetry/join-batches.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { Metrics } from '../ports/metrics.js';
import type { Consumption, Delivery, PartitionHandler, TelemetryBus } from '../ports/telemetry-bus.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';

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

/**
 * Moves batches from the bus into the store, and the scores that some of them carry. The position goes with the points, so a store with transactions has each
 * exactly once, and any other writes the same point again; the bus hears of it afterwards and may forget the batches. A
 * failing append rises to the bus, which tries it again.
 */
export class StoreTelemetry implements Loop, PartitionHandler {
  readonly name = component;
  readonly #stopping = new AbortController();
  #consumption: Consumption | undefined;

  constructor(
    private readonly bus: TelemetryBus,
    private readonly store: TelemetryStore,
    private readonly reporting: Reporting,
    private readonly options: StoreTelemetryOptions = storeTelemetryDefaults,
  ) {}

  async start(): Promise<void> {
    this.#consumption = await this.bus.consume(group, this, { maxPoints: this.options.maxPoints });
  }

  /** Stores what has been handed over, then stops; the rest stays in the bus for the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#consumption?.stop();
  }

  open(partition: number): Promise<number | undefined> {
    return this.store.positionOf(group, partition);
  }

  /** Nothing to do: what was handled is stored and committed. */
  release(): Promise<void> {
    return Promise.resolve();
  }

  async handle(partition: number, deliveries: readonly Delivery[]): Promise<void> {
    const { clock, log, metrics } = this.reporting;
    const batch = joinBatches(deliveries.map((delivery) => delivery.batch));
    const offset = deliveries.at(-1)?.offset;
    if (offset === undefined) return;
    const startedMs = clock.monotonic();
    try {
      await this.store.appendPoints(batch, { partition, offset });
      if (batch.scores) await this.store.appendScores(scoresIn(batch));
      await this.bus.commit(group, partition, offset);
    } catch (error) {
      const code = error instanceof DomainError ? error.code : 'internal';
      metrics.count('component_errors_total', { component, code });
      log.error('telemetry not stored', { partition, offset, points: batch.length, code, error: messageOf(error) });
      throw error;
    }
    metrics.observeSeconds('store', (clock.monotonic() - startedMs) / 1_000);
    metrics.count('component_received_total', { component }, batch.length);
    metrics.gauge('bus_lag_points', { group }, this.bus.lag(group).points);
    log.debug('telemetry stored', { partition, offset, points: batch.length, batches: deliveries.length });
    // While the store rests, more batches gather in the bus and share the next append.
    if (batch.length < this.options.maxPoints) await clock.sleep(this.options.flushAfterMs, this.#stopping.signal);
  }
}
