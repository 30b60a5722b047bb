import { ColumnSignal } from './column-signal.js';
import { JointDistance } from './joint-distance.js';
import type { JointMonitor } from './joint-monitor.js';
import { LevelBand } from './level-band.js';

/** An anomaly is over when the score has fallen to this, not at the first row under the threshold. */
const OVER = 0.6;
/** What lasts so many times as long as the training part is the new normal. */
const ACCEPTED_AFTER = 2;

/**
 * Watches several columns together: the level of each, and the distance of the row from how the columns moved together,
 * each in the band that the training rows set. The score is the largest of them. While all is well the usual levels
 * follow slow drift; the widths never change. Causal: the score of a row depends on the rows up to it.
 */
export class LevelMonitor implements JointMonitor {
  readonly #columns: readonly { readonly signal: ColumnSignal; readonly band: LevelBand }[];
  readonly #joint: JointDistance;
  readonly #jointBand: LevelBand;
  readonly #row: Float64Array;
  readonly #acceptedAfter: number;
  #anomalousRows = 0;
  /** Of each column: its own level, or its part in the joint distance. */
  readonly columnScores: Float64Array;

  /** Trains on rows of equal length, in their order; there must be at least one. */
  constructor(training: readonly Float64Array[]) {
    this.#row = new Float64Array(training[0]?.length ?? 0);
    this.columnScores = this.#row.slice();
    this.#acceptedAfter = ACCEPTED_AFTER * training.length;
    this.#columns = Array.from(this.#row, (_, j) => {
      const signal = new ColumnSignal(Float64Array.from(training, (row) => row[j] ?? 0));
      return { signal, band: new LevelBand(signal.training, !signal.wanders) };
    });
    const rows = training.map((_, t) => Float64Array.from(this.#columns, ({ signal }) => signal.training[t] ?? 0));
    this.#joint = new JointDistance(rows);
    const isSteady = !this.#columns.some(({ signal }) => signal.wanders);
    this.#jointBand = new LevelBand(
      Float64Array.from(rows, (row) => this.#joint.next(row)),
      isSteady,
    );
  }

  next(row: Float64Array): number {
    const score = this.#scoreOf(row);
    const isAnomalous = score >= (this.#anomalousRows > 0 ? OVER : 1);
    this.#anomalousRows = isAnomalous ? this.#anomalousRows + 1 : 0;
    if (!isAnomalous) this.#columns.forEach(({ signal }) => signal.follow());
    else if (this.#anomalousRows === this.#acceptedAfter) this.#accept();
    return isAnomalous ? Math.max(1, score) : score;
  }

  #scoreOf(row: Float64Array): number {
    this.#columns.forEach(({ signal }, j) => (this.#row[j] = signal.next(row[j] ?? 0)));
    const together = this.#jointBand.next(this.#joint.next(this.#row));
    let score = together;
    this.#columns.forEach(({ band }, j) => {
      const alone = band.next(this.#row[j] ?? 0);
      this.columnScores[j] = Math.max(alone, together * (this.#joint.shares[j] ?? 0));
      score = Math.max(score, alone);
    });
    return score;
  }

  #accept(): void {
    this.#columns.forEach(({ signal, band }) => signal.shift(band.recentre()));
    this.#jointBand.recentre();
    this.#anomalousRows = 0;
  }
}
