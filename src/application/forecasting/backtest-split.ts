import { DomainError } from '../../domain/errors.js';
import { spreadOf } from '../../domain/forecasting/spread.js';
import type { EvenSeries } from '../../domain/forecasting/even-series.js';

/** Rows to learn from, then rows to choose by, then rows to be judged by; what follows is left out. */
export interface Split {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** Of all rows, where no split is given. */
const USUAL_SHARES = { train: 0.6, validation: 0.2 };

export function usualSplit(rows: number): Split {
  const train = Math.floor(USUAL_SHARES.train * rows);
  const validation = Math.floor(USUAL_SHARES.validation * rows);
  return { train, validation, test: rows - train - validation };
}

/** Throws `invalid_input` unless the rows are there and the test holds a window of the longest horizon. */
export function checkSplit({ train, validation, test }: Split, rows: number, horizons: readonly number[]): void {
  const needed = train + validation + test;
  if (needed > rows) {
    throw new DomainError(
      'invalid_input',
      `the split needs ${needed} rows, there are ${rows}; give a smaller one with --split`,
    );
  }
  const longest = Math.max(...horizons);
  if (test < longest) {
    throw new DomainError(
      'invalid_input',
      `${test} test rows hold no window of ${longest} steps; ask for a shorter horizon`,
    );
  }
}

/** A series on the scale on which errors are told, and the way back. */
export interface Standardized {
  readonly series: EvenSeries;
  readonly mean: number;
  readonly deviation: number;
}

/** In population standard deviations from the mean of the first `train` values; a series that stands still there keeps its unit. */
export function standardized(name: string, series: EvenSeries, train: number): Standardized {
  const { mean, deviation: spread } = spreadOf(series.values.subarray(0, train));
  if (Number.isNaN(mean)) {
    const problem = `column ${name} has no reading in the training rows; leave it out with --values`;
    throw new DomainError('invalid_input', problem);
  }
  const deviation = spread || 1;
  if (!Number.isFinite(deviation)) {
    throw new DomainError('invalid_input', `column ${name} has readings that are too large to be squared`);
  }
  return { series: { ...series, values: series.values.map((value) => (value - mean) / deviation) }, mean, deviation };
}
