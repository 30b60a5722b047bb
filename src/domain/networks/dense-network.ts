export type Activation = 'linear' | 'tanh' | 'relu';

/** One fully connected layer: `activation(inputs x kernel + bias)`. */
export interface DenseLayer {
  readonly inputs: number;
  readonly units: number;
  readonly activation: Activation;
  /** `inputs` rows of `units` weights, row by row. */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

const activations: Record<Activation, (value: number) => number> = {
  linear: (value) => value,
  tanh: Math.tanh,
  relu: (value) => Math.max(0, value),
};

/**
 * Runs a trained network on one row, here and now. Streams are scored by this and not by the runtime that trained it: a
 * row of a few sensors takes less time than telling a worker of it, and what it gives does not depend on the backend or
 * on the rows beside it.
 */
export class DenseNetwork {
  readonly #layers: readonly { readonly layer: DenseLayer; readonly out: Float64Array }[];

  /** Each layer must take what the one before it gives. */
  constructor(layers: readonly DenseLayer[]) {
    this.#layers = layers.map((layer) => ({ layer, out: new Float64Array(layer.units) }));
  }

  /** What the network makes of the row. The answer is reused: read it before the next call. */
  forward(row: Float64Array): Float64Array {
    let values = row;
    for (const { layer, out } of this.#layers) {
      const activate = activations[layer.activation];
      for (let unit = 0; unit < layer.units; unit++) {
        let sum = layer.bias[unit] ?? 0;
        for (let i = 0; i < layer.inputs; i++) sum += (values[i] ?? 0) * (layer.kernel[i * layer.units + unit] ?? 0);
        out[unit] = activate(sum);
      }
      values = out;
    }
    return values;
  }
}
