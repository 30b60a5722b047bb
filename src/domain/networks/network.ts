import type { Activation, ConvolutionLayer, DenseLayer, Layer } from './layer.js';

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
export class Network {
  readonly #layers: readonly { readonly layer: Layer; readonly out: Float64Array }[];

  /** Each layer must take what the one before it gives. */
  constructor(layers: readonly Layer[]) {
    this.#layers = layers.map((layer) => ({ layer, out: new Float64Array(layer.units) }));
  }

  /** What the network makes of the row. The answer is reused: read it before the next call. */
  forward(row: Float64Array): Float64Array {
    let values = row;
    for (const { layer, out } of this.#layers) {
      if (layer.kind === 'dense') sumDense(layer, values, out);
      else sumConvolution(layer, values, out);
      const activate = activations[layer.activation];
      for (let i = 0; i < out.length; i++) out[i] = activate(out[i] ?? 0);
      values = out;
    }
    return values;
  }
}

function sumDense({ inputs, units, kernel, bias }: DenseLayer, values: Float64Array, out: Float64Array): void {
  out.set(bias);
  for (let i = 0; i < inputs; i++) addRow(kernel, i * units, values[i] ?? 0, out, 0, units);
}

function sumConvolution(layer: ConvolutionLayer, values: Float64Array, out: Float64Array): void {
  const { inputs, units, positions, width, dilation, kernel, bias } = layer;
  const channels = inputs / positions;
  const filters = units / positions;
  const before = ((width - 1) / 2) * dilation;
  for (let position = 0; position < positions; position++) {
    out.set(bias, position * filters);
    for (let tap = 0; tap < width; tap++) {
      const seen = position + tap * dilation - before;
      if (seen < 0 || seen >= positions) continue;
      for (let channel = 0; channel < channels; channel++) {
        const value = values[seen * channels + channel] ?? 0;
        addRow(kernel, (tap * channels + channel) * filters, value, out, position * filters, filters);
      }
    }
  }
}

/** Adds a row of the kernel times a value to a stretch of the sums. */
function addRow(
  kernel: Float32Array,
  from: number,
  value: number,
  sums: Float64Array,
  to: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) sums[to + i] = (sums[to + i] ?? 0) + value * (kernel[from + i] ?? 0);
}
