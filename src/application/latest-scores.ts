import type { ScoreBatch } from '../domain/detection/score-batch.js';
import { withRoom } from '../domain/telemetry/columns.js';

/** The newest scored point of a series. Bands are in the series' unit and NaN while warming up. */
export interface LatestScore {
  readonly at: number;
  readonly value: number;
  readonly score: number;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
}

/** Columns of a row: at, value, score, expected, lower, upper. */
const COLUMNS = 6;

/** The newest score of every series, for screens. Flat: 48 bytes a series. Empty after a start until points come. */
export class LatestScores {
  #rows = unscored(1024 * COLUMNS);

  /** Takes over scores with the values they belong to (aligned), in ascending time of each series. */
  update(scores: ScoreBatch, values: Float64Array): void {
    for (let index = 0; index < scores.length; index += 1) {
      const start = (scores.seriesIds[index] ?? 0) * COLUMNS;
      this.#rows = withRoom(this.#rows, start + COLUMNS, unscored);
      const rows = this.#rows;
      rows[start] = scores.at[index] ?? NaN;
      rows[start + 1] = values[index] ?? NaN;
      rows[start + 2] = scores.score[index] ?? NaN;
      rows[start + 3] = scores.expected[index] ?? NaN;
      rows[start + 4] = scores.lower[index] ?? NaN;
      rows[start + 5] = scores.upper[index] ?? NaN;
    }
  }

  /** Undefined for a series that has not been scored since the start. */
  of(seriesId: number): LatestScore | undefined {
    const [at = NaN, value = NaN, score = NaN, expected = NaN, lower = NaN, upper = NaN] = this.#rows.subarray(
      seriesId * COLUMNS,
      (seriesId + 1) * COLUMNS,
    );
    return Number.isNaN(at) ? undefined : { at, value, score, expected, lower, upper };
  }
}

/** Rows of series that have not been scored. */
function unscored(length: number): Float64Array<ArrayBuffer> {
  return new Float64Array(length).fill(NaN);
}
