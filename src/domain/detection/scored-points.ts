import { blankScores, scoreColumns } from '../telemetry/batch-scores.js';
import type { TelemetryBatch } from '../telemetry/telemetry-batch.js';
import type { ScoreBatch } from './score-batch.js';

/**
 * Calls `visit` with the place of each score and the place of its point. Scores keep the order of their batch but may
 * leave points out (late ones, duplicates), so one walk along both finds them.
 */
export function forEachScored(
  scores: ScoreBatch,
  batch: TelemetryBatch,
  visit: (index: number, point: number) => void,
): void {
  let point = 0;
  for (let index = 0; index < scores.length; index += 1) {
    while (batch.seriesIds[point] !== scores.seriesIds[index] || batch.at[point] !== scores.at[index]) {
      point += 1;
      if (point >= batch.length) throw new Error('BUG: a score belongs to no point of its batch, or is out of order');
    }
    visit(index, point);
    point += 1;
  }
}

/** The batch with its scores beside it: judged, so that nobody else scores it. Points without a score stay in it. */
export function withScores(batch: TelemetryBatch, scores: ScoreBatch): TelemetryBatch {
  const beside = blankScores(batch.length);
  forEachScored(scores, batch, (index, point) => {
    for (const column of scoreColumns) beside[column][point] = scores[column][index] ?? NaN;
  });
  return { ...batch, scores: beside };
}

/** The scores that a batch carries, without the points that have none. */
export function scoresIn(batch: TelemetryBatch): ScoreBatch {
  const scores = batch.scores ?? blankScores(batch.length);
  const isScored = (_: unknown, point: number): boolean => !Number.isNaN(scores.score[point]);
  const score = scores.score.filter(isScored);
  return {
    length: score.length,
    seriesIds: batch.seriesIds.filter(isScored),
    at: batch.at.filter(isScored),
    score,
    expected: scores.expected.filter(isScored),
    lower: scores.lower.filter(isScored),
    upper: scores.upper.filter(isScored),
  };
}
