import type { ScoreBatch } from '../detection/score-batch.js';
import type { TelemetryBatch } from '../telemetry/telemetry-batch.js';

/**
 * The values of the points that were scored, aligned with the scores. Scores keep the order of their batch but may leave
 * points out (late ones, duplicates), so one walk along both finds each value.
 */
export function valuesOfScored(scores: ScoreBatch, batch: TelemetryBatch): Float64Array {
  if (scores.length === batch.length) return batch.values;
  const values = new Float64Array(scores.length);
  let point = 0;
  for (let index = 0; index < scores.length; index += 1) {
    while (batch.seriesIds[point] !== scores.seriesIds[index] || batch.at[point] !== scores.at[index]) {
      point += 1;
      if (point >= batch.length) throw new Error('BUG: a score belongs to no point of its batch, or is out of order');
    }
    values[index] = batch.values[point] ?? NaN;
    point += 1;
  }
  return values;
}
