import type { JointMonitor } from '../multivariate/joint-monitor.js';
import { RowScorer, type RowVerdict } from './row-scorer.js';

/**
 * Judges all columns together. The first `trainRows` rows train the monitor and score 0. A missing reading counts as the
 * last one of its column, or as the first where none came before. A column without any in the training rows is left out.
 */
export class JointScorer extends RowScorer {
  readonly #trainRows: number;
  readonly #last: Float64Array;
  readonly #row: RowVerdict;
  #training: Float64Array[] = [];
  #model: { readonly monitor: JointMonitor; readonly columns: readonly number[] } | undefined;
  #pending: Promise<void> | undefined;

  /** `train` is given rows of equal length without gaps, at least two. */
  constructor(
    columns: number,
    trainRows: number,
    private readonly train: (rows: readonly Float64Array[]) => JointMonitor | Promise<JointMonitor>,
  ) {
    super();
    this.#trainRows = trainRows;
    this.#last = new Float64Array(columns).fill(NaN);
    this.#row = { score: 0, columnScores: new Float64Array(columns), band: undefined };
  }

  override get pending(): Promise<void> | undefined {
    return this.#pending;
  }

  next(_at: number, values: readonly (number | undefined)[]): RowVerdict {
    values.forEach((value, column) => {
      if (value !== undefined) this.#last[column] = value;
    });
    if (this.#model) this.#judge(this.#model.monitor, this.#model.columns);
    else this.#train();
    return this.#row;
  }

  #judge(monitor: JointMonitor, columns: readonly number[]): void {
    this.#row.score = monitor.next(Float64Array.from(columns, (column) => this.#last[column] ?? 0));
    columns.forEach((column, i) => (this.#row.columnScores[column] = monitor.columnScores[i] ?? 0));
  }

  #train(): void {
    this.#training.push(this.#last.slice());
    if (this.#training.length < Math.max(this.#trainRows, 2)) return;
    const columns = [...this.#last.keys()].filter((column) => !Number.isNaN(this.#last[column]));
    const series = columns.map((column) => withoutGapAtStart(this.#training.map((row) => row[column] ?? NaN)));
    const rows = this.#training.map((_, t) => Float64Array.from(series, (readings) => readings[t] ?? 0));
    this.#training = [];
    const monitor = this.train(rows);
    if (monitor instanceof Promise) this.#pending = this.#await(monitor, columns);
    else this.#model = { monitor, columns };
  }

  async #await(training: Promise<JointMonitor>, columns: readonly number[]): Promise<void> {
    this.#model = { monitor: await training, columns };
    this.#pending = undefined;
  }
}

function withoutGapAtStart(readings: readonly number[]): readonly number[] {
  const first = readings.find((reading) => !Number.isNaN(reading)) ?? 0;
  return readings.map((reading) => (Number.isNaN(reading) ? first : reading));
}
