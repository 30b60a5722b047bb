import type { Layer } from '../../networks/layer.js';
import { Network } from '../../networks/network.js';

/** A column counts as reproduced no better than this, in its standard deviations: below lies what its sensor rounds. */
const FINEST = 0.1;

/**
 * How far a row is from what an autoencoder makes of it: the root mean square of the columns' residuals, each over its usual
 * size in rows that the network has not learned. 1 is usual, whatever the number of columns.
 */
export class ReconstructionDistance {
  readonly #network: Network;
  /** Usual size of each column's residual. */
  readonly #usual: Float64Array;
  /** Share of each column in the squared distance of the last row, 0 to 1. */
  readonly shares: Float64Array;

  constructor(layers: readonly Layer[], usual: Float64Array) {
    this.#network = new Network(layers);
    this.#usual = usual.map((size) => Math.max(size, FINEST));
    this.shares = new Float64Array(usual.length);
  }

  /** The distance of a row as the network takes it. */
  next(row: Float64Array): number {
    const told = this.#network.forward(row);
    let squared = Number.MIN_VALUE;
    this.#usual.forEach((usual, j) => {
      const part = (((row[j] ?? 0) - (told[j] ?? 0)) / usual) ** 2;
      this.shares[j] = part;
      squared += part;
    });
    this.shares.forEach((part, j) => (this.shares[j] = part / squared));
    return Math.sqrt(squared / this.shares.length);
  }
}

/** The usual size of each column's residual: its root mean square over rows that the network has not learned. */
export class UsualResiduals {
  readonly #network: Network;
  #squares = new Float64Array();
  #rows = 0;

  constructor(layers: readonly Layer[]) {
    this.#network = new Network(layers);
  }

  add(row: Float64Array): void {
    if (this.#rows === 0) this.#squares = new Float64Array(row.length);
    this.#rows++;
    const squares = this.#squares;
    this.#network.forward(row).forEach((told, j) => (squares[j] = (squares[j] ?? 0) + ((row[j] ?? 0) - told) ** 2));
  }

  /** Empty when there were no rows. */
  sizes(): Float64Array {
    return this.#squares.map((sum) => Math.sqrt(sum / Math.max(this.#rows, 1)));
  }
}

/** The usual residuals of these rows. */
export function usualResiduals(rows: readonly Float64Array[], layers: readonly Layer[]): Float64Array {
  const residuals = new UsualResiduals(layers);
  for (const row of rows) residuals.add(row);
  return residuals.sizes();
}
