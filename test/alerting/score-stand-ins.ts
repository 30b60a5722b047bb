import type { ScoreBatch } from '../../src/domain/detection/score-batch.js';
import { DomainError } from '../../src/domain/errors.js';
import type { TelemetryBatch } from '../../src/domain/telemetry/telemetry-batch.js';
import {
  type ConsumeOptions,
  type Consumption,
  type Delivery,
  type DeliveryHandler,
  TelemetryBus,
} from '../../src/ports/telemetry-bus.js';
import { TelemetryStore } from '../../src/ports/telemetry-store.js';

/**
 * A bus whose deliveries the test hands over itself. What was published outlives a crash; a consumer of a later life
 * starts after its `after`, or after what has been committed.
 */
export class ScriptedBus extends TelemetryBus {
  readonly #published: Delivery[] = [];
  #handler: DeliveryHandler | undefined;
  #next = 0;
  committed = 0;

  override publish(batch: TelemetryBatch): Promise<number> {
    const offset = this.#published.length + 1;
    this.#published.push({ batch, offset });
    return Promise.resolve(offset);
  }

  override consume(_group: string, handler: DeliveryHandler, { after }: ConsumeOptions): Promise<Consumption> {
    this.#handler = handler;
    this.#next = after ?? this.committed;
    return Promise.resolve({ stop: () => Promise.resolve() });
  }

  /** Hands over up to `batches` batches in one call. They stay next in turn when the handler rejects. */
  async deliver(batches: number): Promise<void> {
    const deliveries = this.#published.slice(this.#next, this.#next + batches);
    if (deliveries.length === 0) return;
    await this.#handler?.(deliveries);
    this.#next += deliveries.length;
  }

  get isDrained(): boolean {
    return this.#next >= this.#published.length;
  }

  override commit(_group: string, offset: number): Promise<void> {
    this.committed = offset;
    return Promise.resolve();
  }

  override lag() {
    return { batches: this.#published.length - this.committed, points: 0 };
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Keeps scores as they were appended, so that a doubled one shows; the rest of the port is not there. */
export class MemoryScoreStore extends TelemetryStore {
  readonly rows: { seriesId: number; at: number; score: number }[] = [];
  #position: number | undefined;
  #refusals = 0;

  refuseNext(): void {
    this.#refusals = 1;
  }

  override appendScores(batch: ScoreBatch, offset?: number): Promise<void> {
    if (this.#refusals > 0) {
      this.#refusals -= 1;
      return Promise.reject(new DomainError('unavailable', 'the disk is full', { retriable: true }));
    }
    for (let index = 0; index < batch.length; index += 1) {
      this.rows.push({ seriesId: batch.seriesIds[index]!, at: batch.at[index]!, score: batch.score[index]! });
    }
    this.#position = offset;
    return Promise.resolve();
  }

  override positionOf() {
    return Promise.resolve(this.#position);
  }

  override appendPoints = absent;
  override readPoints = absent;
  override latest = absent;
  override stats = absent;
  override rollUp = absent;
  override applyRetention = absent;
  override check = absent;
  override close = absent;
}

function absent(): never {
  throw new Error('not part of this stand-in');
}
