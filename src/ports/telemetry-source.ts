import type { TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';

/** Where a source hands over what it has read; resolves when the points are durable. */
export type TelemetrySink = (batch: TelemetryBatch) => Promise<void>;

/** Reads telemetry from somewhere by itself: the twin, this host, a device. */
export abstract class TelemetrySource {
  abstract readonly name: string;
  /** Reads until the signal aborts, handing batches to the sink one at a time. Resolves after the last hand-over. */
  abstract run(sink: TelemetrySink, signal: AbortSignal): Promise<void>;
}
