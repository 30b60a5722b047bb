import { type BatchScores, blankScores, scoreColumns } from './batch-scores.js';
import type { TelemetryBatch } from './telemetry-batch.js';

/**
 * The points of several batches, in order, as one. It has scores when one of them has. A single batch is returned as it
 * is, without a copy.
 */
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
  return batches.some(({ scores }) => scores) ? { ...joined, scores: joinScores(batches, length) } : joined;
}

function joinScores(batches: readonly TelemetryBatch[], length: number): BatchScores {
  const joined = blankScores(length);
  let from = 0;
  for (const batch of batches) {
    for (const column of scoreColumns) if (batch.scores) joined[column].set(batch.scores[column], from);
    from += batch.length;
  }
  return joined;
}
