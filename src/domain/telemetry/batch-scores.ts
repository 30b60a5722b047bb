import { withRoom } from './columns.js';

/** Scores beside the points of a batch, aligned with them; NaN where a point has none. Units as in `ScoreBatch`. */
export interface BatchScores {
  readonly score: Float32Array;
  readonly expected: Float32Array;
  readonly lower: Float32Array;
  readonly upper: Float32Array;
}

/** The columns in the order in which they are written wherever points are written with them. */
export const scoreColumns = ['score', 'expected', 'lower', 'upper'] as const;

/** Columns for points of which none has a score yet. */
export function blankScores(length: number): BatchScores {
  const blank = () => new Float32Array(length).fill(NaN);
  return { score: blank(), expected: blank(), lower: blank(), upper: blank() };
}

/** Collects rows of scores into columns that grow; `build` hands out exact-length views without copying. */
export class BatchScoresBuilder {
  readonly #columns = { ...blankScores(0) };
  #length = 0;

  /** Takes the row at a place of other columns. */
  push(from: BatchScores, place: number): void {
    for (const name of scoreColumns) {
      const column = withRoom(this.#columns[name], this.#length + 1, (length) => new Float32Array(length));
      column[this.#length] = from[name][place] ?? NaN;
      this.#columns[name] = column;
    }
    this.#length += 1;
  }

  build(): BatchScores {
    const { score, expected, lower, upper } = this.#columns;
    const rows = (column: Float32Array) => column.subarray(0, this.#length);
    return { score: rows(score), expected: rows(expected), lower: rows(lower), upper: rows(upper) };
  }
}
