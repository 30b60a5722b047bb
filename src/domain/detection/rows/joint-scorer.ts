import { LevelMonitor } from '../multivariate/level-monitor.js';
import { PcaMonitor } from '../multivariate/pca-monitor.js';
import { RowScorer, type RowVerdict } from './row-scorer.js';

/** Fewer training rows say too little about the levels of the columns; then principal components watch alone. */
const LEVEL_ROWS = 100;

/**
 * Judges all columns together. The first `trainRows` rows train the model and score 0. A missing reading counts as the
 * last one of its column, or as the first where none came before. A column without any in the training rows is left out.
 */
export class JointScorer extends RowScorer {
  readonly #trainRows: number;
  readonly #last: Float64Array;
  readonly #row: RowVerdict;
  #training: Float64Array[] = [];
  #model: { readonly monitor: LevelMonitor | PcaMonitor; readonly columns: readonly number[] } | undefined;

  constructor(columns: number, trainRows: number) {
    super();
    this.#trainRows = trainRows;
    this.#last = new Float64Array(columns).fill(NaN);
    this.#row = { score: 0, columnScores: new Float64Array(columns), band: undefined };
  }

  next(_at: number, values: readonly (number | undefined)[]): RowVerdict {
    values.forEach((value, column) => {
      if (value !== undefined) this.#last[column] = value;
    });
    if (this.#model) this.#judge(this.#model.monitor, this.#model.columns);
    else this.#train();
    return this.#row;
  }

  #judge(monitor: LevelMonitor | PcaMonitor, columns: readonly number[]): void {
    this.#row.score = monitor.next(Float64Array.from(columns, (column) => this.#last[column] ?? 0));
    columns.forEach((column, i) => (this.#row.columnScores[column] = monitor.columnScores[i] ?? 0));
  }

  #train(): void {
    this.#training.push(this.#last.slice());
    if (this.#training.length < Math.max(this.#trainRows, 2)) return;
    const columns = [...this.#last.keys()].filter((column) => !Number.isNaN(this.#last[column]));
    const series = columns.map((column) => withoutGapAtStart(this.#training.map((row) => row[column] ?? NaN)));
    const rows = this.#training.map((_, t) => Float64Array.from(series, (readings) => readings[t] ?? 0));
    this.#model = { monitor: rows.length < LEVEL_ROWS ? new PcaMonitor(rows) : new LevelMonitor(rows), columns };
    this.#training = [];
  }
}

function withoutGapAtStart(readings: readonly number[]): readonly number[] {
  const first = readings.find((reading) => !Number.isNaN(reading)) ?? 0;
  return readings.map((reading) => (Number.isNaN(reading) ? first : reading));
}
