import type { TelemetryBatch } from './telemetry-batch.js';

/** The points of several batches, in order, as one. A single batch is returned as it is, without a copy. */
export function joinBatches(batches: readonly TelemetryBatch[]): TelemetryBatch {
  const [only, ...others] = batches;
  if (only && others.length === 0) return only;
  const length = batches.reduce((sum, batch) => sum + batch.length, 0);
  const joined = {
    length,
    seriesIds: new Int32Array(length),
    at: new Float64Array(length),
    values: new Float64Array(length),
  };
  let from = 0;
  for (const batch of batches) {
    joined.seriesIds.set(batch.seriesIds, from);
    joined.at.set(batch.at, from);
    joined.values.set(batch.values, from);
    from += batch.length;
  }
  return joined;
}
