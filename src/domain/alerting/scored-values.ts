import type { ScoreBatch } from '../detection/score-batch.js';
import { forEachScored } from '../detection/scored-points.js';
import type { TelemetryBatch } from '../telemetry/telemetry-batch.js';

/** The values of the points that were scored, aligned with the scores, which may leave points of their batch out. */
export function valuesOfScored(scores: ScoreBatch, batch: TelemetryBatch): Float64Array {
  if (scores.length === batch.length) return batch.values;
  const values = new Float64Array(scores.length);
  forEachScored(scores, batch, (index, point) => {
    values[index] = batch.values[point] ?? NaN;
  });
  return values;
}
