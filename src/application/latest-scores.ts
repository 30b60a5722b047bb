import type { ScoreBatch } from '../domain/detection/score-batch.js';
import { withRoom } from '../domain/telemetry/columns.js';
import type { ScoredPoint } from '../ports/telemetry-store.js';

/** The newest scored point of a series. Bands are in the series' unit and NaN while warming up. */
export type LatestScore = Omit<ScoredPoint, 'seriesId'>;

/** Columns of a row: at, value, score, expected, lower, upper. */
const COLUMNS = 6;

/** The newest score of every series, for screens. Flat: 48 bytes a series. */
export class LatestScores {
  #rows = unscored(1024 * COLUMNS);

  /** Takes over scores with the values they belong to (aligned), in ascending time of each series. */
  update(scores: ScoreBatch, values: Float64Array): void {
    for (let index = 0; index < scores.length; index += 1) {
      const { rows, start } = this.#rowOf(scores.seriesIds[index] ?? 0);
      rows[start] = scores.at[index] ?? NaN;
      rows[start + 1] = values[index] ?? NaN;
      rows[start + 2] = scores.score[index] ?? NaN;
      rows[start + 3] = scores.expected[index] ?? NaN;
      rows[start + 4] = scores.lower[index] ?? NaN;
      rows[start + 5] = scores.upper[index] ?? NaN;
    }
  }

  /** Takes over stored scores, except of series that have a newer one here. */
  take(points: readonly ScoredPoint[]): void {
    for (const { seriesId, at, value, score, expected, lower, upper } of points) {
      const { rows, start } = this.#rowOf(seriesId);
      const knownAt = rows[start] ?? NaN;
      if (knownAt > at) continue;
      rows.set([at, value, score, expected, lower, upper], start);
    }
  }

  /** Undefined for a series of which no score is known. */
  of(seriesId: number): LatestScore | undefined {
    const [at = NaN, value = NaN, score = NaN, expected = NaN, lower = NaN, upper = NaN] = this.#rows.subarray(
      seriesId * COLUMNS,
      (seriesId + 1) * COLUMNS,
    );
    return Number.isNaN(at) ? undefined : { at, value, score, expected, lower, upper };
  }

  #rowOf(seriesId: number): { readonly rows: Float64Array; readonly start: number } {
    const start = seriesId * COLUMNS;
    this.#rows = withRoom(this.#rows, start + COLUMNS, unscored);
    return { rows: this.#rows, start };
  }
}

/** Rows of series that have not been scored. */
function unscored(length: number): Float64Array<ArrayBuffer> {
  return new Float64Array(length).fill(NaN);
}
