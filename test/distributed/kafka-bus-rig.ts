import type { SeriesDescriptor } from '../../src/domain/telemetry/series.js';
import type { UnresolvedSeries } from '../../src/ports/series-catalogue.js';
import type { Delivery, PartitionHandler } from '../../src/ports/telemetry-bus.js';
import { withinMs } from '../e2e/patience.js';

/** Series `id` is the inlet temperature of server `srv-<id>`. */
export function seriesNumbered(id: number): SeriesDescriptor {
  return {
    id,
    assetId: `srv-${id}`,
    metric: 'hw.temperature',
    component: 'inlet',
    unit: 'Cel',
    source: 'test',
    simulated: false,
  };
}

/** The ids that all consumers share, as the series catalogue in PostgreSQL gives them: by first come. */
export class GlobalIds {
  readonly #names: string[] = [];

  readonly resolve = (series: readonly UnresolvedSeries[]): Promise<readonly SeriesDescriptor[]> =>
    Promise.resolve(
      series.map((named) => {
        if (!this.#names.includes(named.assetId)) this.#names.push(named.assetId);
        return { ...named, id: this.#names.indexOf(named.assetId) + 1 };
      }),
    );

  nameOf(id: number): string | undefined {
    return this.#names[id - 1];
  }
}

export interface Row {
  readonly partition: number;
  readonly offset: number;
  readonly seriesId: number;
  readonly at: number;
  readonly value: number;
}

/** A handler that keeps what it gets, and writes down what happens to it. */
export class Inbox implements PartitionHandler {
  readonly rows: Row[] = [];
  /** How many points of each time have come. */
  readonly countAt = new Map<number, number>();
  isFailing = false;
  attempts = 0;
  /** How long a release takes. */
  releaseMs = 0;
  /** Where each partition stands, as a store with transactions keeps it; absent for one without. */
  positions: Map<number, number> | undefined;
  commitTo: ((partition: number, offset: number) => Promise<void>) | undefined;

  constructor(
    readonly journal: string[] = [],
    private readonly name = 'inbox',
  ) {}

  open(partition: number): Promise<number | undefined> {
    this.journal.push(`${this.name} opens ${partition}`);
    return Promise.resolve(this.positions?.get(partition));
  }

  async handle(partition: number, deliveries: readonly Delivery[]): Promise<void> {
    this.attempts += 1;
    if (this.isFailing) throw new Error('the store is away');
    for (const { offset, batch } of deliveries) {
      for (let i = 0; i < batch.length; i += 1) {
        this.rows.push({
          partition,
          offset,
          seriesId: batch.seriesIds[i]!,
          at: batch.at[i]!,
          value: batch.values[i]!,
        });
        this.countAt.set(batch.at[i]!, (this.countAt.get(batch.at[i]!) ?? 0) + 1);
      }
    }
    const { offset } = deliveries.at(-1)!;
    this.positions?.set(partition, offset);
    await this.commitTo?.(partition, offset);
  }

  async release(partition: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.releaseMs));
    this.journal.push(`${this.name} has released ${partition}`);
  }

  points(count: number): Promise<void> {
    return this.until(() => this.rows.length >= count);
  }

  opened(partitions: number): Promise<void> {
    return this.until(() => this.journal.filter((line) => line.startsWith(`${this.name} opens`)).length >= partitions);
  }

  /** Waits for a state that servers and the network bring about in their own time. */
  async until(isSo: () => boolean): Promise<void> {
    const untilMs = Date.now() + withinMs;
    while (!isSo()) {
      if (Date.now() > untilMs) throw new Error(`not so after ${withinMs} ms; ${this.rows.length} points have come`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
