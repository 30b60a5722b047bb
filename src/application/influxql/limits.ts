import { statementError } from '../../domain/influxql/influxql-error.js';

/** What one statement may cost at most. */
export const limits = {
  series: 10_000,
  points: 2_000_000,
  rows: 200_000,
} as const;

/** Counts what a statement reads; past the limit it is refused with what to do about it. */
export class ReadBudget {
  #points = 0;

  /** Points that may still be read. */
  get remaining(): number {
    return limits.points - this.#points;
  }

  spend(points: number): void {
    this.#points += points;
    if (this.#points > limits.points) {
      throw statementError(
        `max-select-point limit exceeded: more than ${limits.points} points; choose a shorter time range or fewer series`,
      );
    }
  }
}

export function admitSeries(count: number): void {
  if (count > limits.series) {
    throw statementError(
      `max-select-series limit exceeded: (${count}/${limits.series}); say which series are wanted in WHERE`,
    );
  }
}

export function admitRows(count: number): void {
  if (count > limits.rows) {
    throw statementError(
      `max-select-buckets limit exceeded: (${count}/${limits.rows}); choose a longer interval or a shorter time range`,
    );
  }
}
