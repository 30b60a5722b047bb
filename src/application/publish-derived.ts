import type { DerivedPoint } from '../domain/detection/derived/derivation-bank.js';
import { DomainError } from '../domain/errors.js';
import { derivedSource } from '../domain/telemetry/series.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { BatchBuilder, type TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';
import type { IngestTelemetry } from './ingest-telemetry.js';
import type { Reporting } from './store-telemetry.js';

/** Hands derived points to intake, as a source does, so that they are stored, scored and alerted on like any others. */
export class PublishDerived {
  constructor(
    private readonly registry: SeriesRegistry,
    private readonly ingest: Pick<IngestTelemetry, 'acceptBatch'>,
    private readonly reporting: Omit<Reporting, 'clock'>,
  ) {}

  /**
   * Resolves when the points are safe, or left out because the bus is full: it may be full of what the deriver itself has
   * yet to work off, so waiting could take for ever. Rejects with `unavailable`.
   */
  async publish(points: readonly DerivedPoint[]): Promise<void> {
    if (points.length === 0) return;
    const { log, metrics } = this.reporting;
    try {
      await this.ingest.acceptBatch(this.#batchOf(points), derivedSource);
      metrics.count('component_sent_total', { component: 'derive' }, points.length);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'overloaded') throw error;
      metrics.count('component_dropped_total', { component: 'derive', reason: 'overloaded' }, points.length);
      log.warn('derived points left out, the bus is full', { points: points.length });
    }
  }

  #batchOf(points: readonly DerivedPoint[]): TelemetryBatch {
    const batch = new BatchBuilder(points.length);
    for (const { assetId, metric, unit, simulated, at, value } of points) {
      const origin = { unit, source: derivedSource, simulated };
      batch.push(this.registry.intern({ assetId, metric, component: '' }, origin).id, at, value);
    }
    return batch.build();
  }
}
