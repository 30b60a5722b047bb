/** What a prediction is corrected by at most in one step, in multiples of the usual error (Huber's weights). */
const OUTLIER = 3;
/** Weight of what is known beforehand against one second of observations at full scale. */
const PRIOR_SECONDS = 10;

/**
 * Fits `measured = sum of weight x term` as readings come in: recursive least squares with exponential forgetting, in
 * information form (Ljung, "System Identification", 2nd ed., section 11.2), with a ridge towards weights that are expected
 * beforehand. The ridge bounds what terms that never move can do, so nothing winds up. A reading far off the fit counts
 * less (Huber, "Robust Estimation of a Location Parameter", 1964): a fault is not learned at once.
 *
 * Terms should be of the order of one to ten.
 */
export class FadingLeastSquares {
  /** Weighted sums of products of terms, row by row, and of terms with what was measured. */
  readonly #moments: Float64Array;
  readonly #projections: Float64Array;
  #meanAbsError = 0;
  #seconds = 0;

  constructor(
    private readonly expected: readonly number[],
    private readonly memorySeconds: number,
    /** After so long what has been learned counts as if it had been learned over the whole memory. */
    private readonly settlingSeconds = Infinity,
  ) {
    this.#moments = new Float64Array(expected.length ** 2);
    this.#projections = new Float64Array(expected.length);
  }

  /** The weights that fit best so far. */
  get weights(): readonly number[] {
    const size = this.expected.length;
    const matrix = Float64Array.from(this.#moments);
    const right = Float64Array.from(this.#projections);
    for (let i = 0; i < size; i += 1) {
      matrix[i * size + i] = (matrix[i * size + i] ?? 0) + PRIOR_SECONDS;
      right[i] = (right[i] ?? 0) + PRIOR_SECONDS * (this.expected[i] ?? 0);
    }
    return solve(matrix, right);
  }

  predict(terms: readonly number[]): number {
    return dot(this.weights, terms);
  }

  /** Learns a reading that stands for so many seconds; `error` is what the prediction before it was off by. */
  learn(terms: readonly number[], measured: number, error: number, seconds: number): void {
    const size = this.expected.length;
    const fade = Math.exp(-seconds / this.memorySeconds);
    const limit = OUTLIER * this.#meanAbsError;
    // Nothing is an outlier before an error has been seen: against a usual error of zero every later one would be, for ever.
    const trust = limit > 0 && Math.abs(error) > limit ? limit / Math.abs(error) : 1;
    const weight = trust * seconds;
    for (let i = 0; i < size; i += 1) {
      const term = terms[i] ?? 0;
      this.#projections[i] = fade * (this.#projections[i] ?? 0) + weight * term * measured;
      for (let j = 0; j < size; j += 1) {
        const place = i * size + j;
        this.#moments[place] = fade * (this.#moments[place] ?? 0) + weight * term * (terms[j] ?? 0);
      }
    }
    this.#seconds = fade * this.#seconds + seconds;
    const rate = Math.max(seconds / this.#seconds, seconds / (seconds + ERROR_MEMORY_SECONDS));
    this.#meanAbsError += rate * (Math.min(Math.abs(error), trust < 1 ? limit : Infinity) - this.#meanAbsError);
    if (this.#seconds >= this.settlingSeconds && this.#seconds < this.memorySeconds / 2) this.#settle();
  }

  save(): readonly number[] {
    return [this.#seconds, this.#meanAbsError, ...this.#projections, ...this.#moments];
  }

  restore(state: readonly number[]): void {
    const size = this.expected.length;
    const [seconds = 0, meanAbsError = 0] = state;
    this.#seconds = seconds;
    this.#meanAbsError = meanAbsError;
    this.#projections.set(state.slice(2, 2 + size));
    this.#moments.set(state.slice(2 + size));
  }

  #settle(): void {
    const factor = this.memorySeconds / this.#seconds;
    for (const sums of [this.#moments, this.#projections]) sums.forEach((sum, i) => (sums[i] = factor * sum));
    this.#seconds = this.memorySeconds;
  }
}

/** The usual error is that of about so long. */
const ERROR_MEMORY_SECONDS = 6 * 3_600;

/** Solves a symmetric positive definite system in place (Gauss without pivoting, which such a matrix does not need). */
function solve(matrix: Float64Array, right: Float64Array): readonly number[] {
  const size = right.length;
  const at = (row: number, column: number) => matrix[row * size + column] ?? 0;
  for (let pivot = 0; pivot < size; pivot += 1) {
    for (let row = pivot + 1; row < size; row += 1) {
      const factor = at(row, pivot) / at(pivot, pivot);
      for (let column = pivot; column < size; column += 1) {
        matrix[row * size + column] = at(row, column) - factor * at(pivot, column);
      }
      right[row] = (right[row] ?? 0) - factor * (right[pivot] ?? 0);
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = right[row] ?? 0;
    for (let column = row + 1; column < size; column += 1) rest -= at(row, column) * (solution[column] ?? 0);
    solution[row] = rest / at(row, row);
  }
  return solution;
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, i) => sum + value * (right[i] ?? 0), 0);
}
