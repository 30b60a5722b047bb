/**
 * The numbers of one detector before the point in hand and after it. A point is computed into `after`, which becomes
 * the state when the point is learned. Shared by all detectors of a plan: no two are ever in the middle of a point.
 */
export class RunningMeans {
  before: Float32Array = new Float32Array(0);
  readonly after: Float32Array;
  /** Lower bound of all rates: a mean of few points is a plain running mean. */
  #youngRate = 1;

  constructor(cells: number) {
    this.after = new Float32Array(cells);
  }

  /** Starts on the next point of the detector that has seen `points` and keeps `cells`. */
  start(cells: Float32Array, points: number): void {
    this.before = cells;
    this.#youngRate = 1 / (points + 1);
  }

  /** Moves a mean towards the value by `rate` (1 over its memory, in points) and answers it. */
  mean(cell: number, rate: number, value: number): number {
    const before = this.before[cell] ?? 0;
    const mean = before + (rate > this.#youngRate ? rate : this.#youngRate) * (value - before);
    this.after[cell] = mean;
    return mean;
  }
}
