import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { DomainError } from '../../../domain/errors.js';
import type { LayerShape } from '../../../domain/networks/layer-shape.js';
import type { TrainingSet } from '../../../domain/networks/network-spec.js';
import { Noise } from '../../../domain/twin/noise.js';

/** Rows of a training set, brought to the device batch by batch. */
export class Batches {
  readonly #rows: number;
  readonly #outputColumns: number;

  /** Throws `invalid_input` when rows and network do not fit. */
  constructor(
    private readonly set: TrainingSet,
    shapes: readonly LayerShape[],
  ) {
    const { inputs, targets, inputColumns, validationRows } = set;
    this.#rows = inputs.length / inputColumns;
    this.#outputColumns = shapes.at(-1)?.units ?? 0;
    const fits = Number.isInteger(this.#rows) && targets.length === this.#rows * this.#outputColumns;
    if (fits && this.#rows > validationRows) return;
    throw new DomainError(
      'invalid_input',
      `${inputs.length} inputs in rows of ${inputColumns} and ${targets.length} targets in rows of ${this.#outputColumns}, of which ${validationRows} rows validate, are nothing to learn from`,
    );
  }

  /** How many rows are learned. */
  get learnedRows(): number {
    return this.#rows - this.set.validationRows;
  }

  /** The rows to learn in an order that seed and epoch set, so that an epoch can be begun without those before it. */
  shuffled(seed: number, epoch: number): Uint32Array {
    const order = Uint32Array.from({ length: this.learnedRows }, (_, row) => row);
    const noise = new Noise(seed, `order of the rows in epoch ${epoch}`);
    // Fisher and Yates' shuffle.
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(noise.uniform() * (i + 1));
      const kept = order[i] ?? 0;
      order[i] = order[j] ?? 0;
      order[j] = kept;
    }
    return order;
  }

  /** The rows that say when to stop. */
  validation(): Uint32Array {
    return Uint32Array.from({ length: this.set.validationRows }, (_, i) => this.learnedRows + i);
  }

  /** Some rows on the device. Whoever asked disposes of them. */
  take(rows: Uint32Array): { readonly inputs: Tensor2D; readonly targets: Tensor2D } {
    const { inputs, targets, inputColumns } = this.set;
    return {
      inputs: tensor2d(gathered(inputs, inputColumns, rows), [rows.length, inputColumns]),
      targets: tensor2d(gathered(targets, this.#outputColumns, rows), [rows.length, this.#outputColumns]),
    };
  }
}

function gathered(values: Float32Array, columns: number, rows: Uint32Array): Float32Array {
  const batch = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => batch.set(values.subarray(row * columns, (row + 1) * columns), i * columns));
  return batch;
}
