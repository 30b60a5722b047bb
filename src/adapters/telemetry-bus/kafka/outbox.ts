import type { Producer } from 'kafkajs';
import { DomainError } from '../../../domain/errors.js';
import type { SeriesDescriptor } from '../../../domain/telemetry/series.js';
import { partitionOfAsset } from '../../../domain/telemetry/partition-of-asset.js';
import type { TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';
import type { OutgoingMessage } from './outgoing-message.js';
import { PartitionOutbox } from './partition-outbox.js';
import { longestEntry } from './points-message.js';
import { encodeSeries } from './series-entry.js';

export interface OutboxOptions {
  readonly topic: string;
  readonly partitions: number;
  readonly maxWaitingBytes: number;
  readonly seriesOf: (id: number) => SeriesDescriptor | undefined;
}

/** What is needed of a series to send a point of it. */
interface Route {
  readonly outbox: PartitionOutbox;
  readonly entry: Uint8Array;
}

/** Divides batches among the partitions. */
export class Outbox {
  readonly #partitions: readonly PartitionOutbox[];
  readonly #routes: Route[] = [];

  constructor(
    producer: Producer,
    private readonly options: OutboxOptions,
  ) {
    const { topic, partitions } = options;
    this.#partitions = Array.from(
      { length: partitions },
      (_, partition) => new PartitionOutbox(producer, topic, partition),
    );
  }

  /** Resolves when every point is acknowledged. The batch is copied before the first wait. */
  async publish(batch: TelemetryBatch): Promise<void> {
    const { maxWaitingBytes } = this.options;
    const waitingBytes = this.#partitions.reduce((sum, outbox) => sum + outbox.waitingBytes, 0);
    if (waitingBytes > maxWaitingBytes) {
      const message = `More than ${maxWaitingBytes} bytes wait for Kafka; send again later.`;
      throw new DomainError('overloaded', message, { retriable: true });
    }
    const messages = new Map<OutgoingMessage, PartitionOutbox>();
    for (let index = 0; index < batch.length; index += 1) {
      const seriesId = batch.seriesIds[index] ?? 0;
      const { outbox, entry } = this.#routes[seriesId] ?? this.#route(seriesId);
      messages.set(outbox.add(batch, index, entry), outbox);
    }
    for (const outbox of new Set(messages.values())) outbox.flush();
    await Promise.all([...messages.keys()].map(({ settled }) => settled));
  }

  async drain(): Promise<void> {
    await Promise.all(this.#partitions.map((outbox) => outbox.drain()));
  }

  #route(id: number): Route {
    const series = this.options.seriesOf(id);
    if (!series) throw new Error(`BUG: a point of series ${id}, which nobody knows`);
    const outbox = this.#partitions[partitionOfAsset(series.assetId, this.options.partitions)];
    const entry = encodeSeries(series);
    if (!outbox || entry.length > longestEntry) throw new Error(`BUG: series ${id} cannot be sent`);
    const route = { outbox, entry };
    this.#routes[id] = route;
    return route;
  }
}
