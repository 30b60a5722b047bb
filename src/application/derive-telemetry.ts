import type { DerivedPoint } from '../domain/detection/derived/derivation-bank.js';
import type { Loop } from '../ports/loop.js';
import type { Metrics } from '../ports/metrics.js';
import type { Consumption, Delivery, PartitionHandler, TelemetryBus } from '../ports/telemetry-bus.js';
import type { Derivation } from './derivation.js';
import type { DerivationCheckpoints } from './derivation-checkpoints.js';
import type { PublishDerived } from './publish-derived.js';

/** Consumer group of the bus. */
export const DERIVE_GROUP = 'derive';
const MAX_POINTS = 20_000;

/**
 * Computes series from others: physics residuals. The inputs of one may lie in several partitions, so one process at a time
 * takes them all. Points are published before the state that includes them is saved, and the state before offsets are
 * committed. After a crash some points are derived and published again, with the same series, time and value: whoever has
 * them keeps them.
 */
export class DeriveTelemetry implements Loop, PartitionHandler {
  readonly name = 'derive telemetry';
  readonly #offsets = new Map<number, number>();
  /** Derived and not yet published. At most one call's worth. */
  #unpublished: readonly DerivedPoint[] = [];
  /** Calls of different partitions share one state, so they take turns. Never rejects. */
  #turn: Promise<unknown> = Promise.resolve();
  #consumption: Consumption | undefined;

  constructor(
    private readonly bus: TelemetryBus,
    private readonly derivation: Derivation,
    private readonly checkpoints: DerivationCheckpoints,
    private readonly outlet: PublishDerived,
    private readonly metrics: Metrics,
  ) {}

  async start(): Promise<void> {
    for (const [partition, offset] of await this.checkpoints.restore()) this.#offsets.set(partition, offset);
    this.#consumption = await this.bus.consume(DERIVE_GROUP, this, { maxPoints: MAX_POINTS });
  }

  /** Saves what was learned, so that the next start has nothing to derive again. */
  async stop(): Promise<void> {
    await this.#consumption?.stop();
  }

  /** Where the state stands: one that was taken away and comes back goes on there. */
  open(partition: number): Promise<number | undefined> {
    return Promise.resolve(this.#offsets.get(partition));
  }

  handle(partition: number, deliveries: readonly Delivery[]): Promise<void> {
    return this.#inTurn(async () => {
      await this.#publish();
      this.#derive(partition, deliveries);
      await this.#publish();
      this.metrics.gauge('bus_lag_points', { group: DERIVE_GROUP }, this.bus.lag(DERIVE_GROUP).points);
      if (!this.checkpoints.isDue) return;
      await this.checkpoints.save(this.#offsets);
      for (const [each, offset] of this.#offsets) await this.bus.commit(DERIVE_GROUP, each, offset);
    });
  }

  /** Points that could not be published are derived again by whoever goes on from the saved state. */
  release(partition: number): Promise<void> {
    return this.#inTurn(async () => {
      const offset = this.#offsets.get(partition);
      if (offset === undefined || this.#unpublished.length > 0) return;
      await this.checkpoints.save(this.#offsets);
      await this.bus.commit(DERIVE_GROUP, partition, offset);
    });
  }

  #derive(partition: number, deliveries: readonly Delivery[]): void {
    const points: DerivedPoint[] = [];
    for (const { batch, offset } of deliveries) {
      if (offset <= (this.#offsets.get(partition) ?? -Infinity)) continue;
      points.push(...this.derivation.take(batch));
      this.#offsets.set(partition, offset);
      this.metrics.count('component_received_total', { component: 'derive' }, batch.length);
    }
    this.#unpublished = points;
  }

  async #publish(): Promise<void> {
    await this.outlet.publish(this.#unpublished);
    this.#unpublished = [];
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
