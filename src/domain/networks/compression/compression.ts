import type { Layer } from '../layer.js';

/** A network made smaller, as it then computes. */
export interface CompressedNetwork {
  readonly layers: readonly Layer[];
  /** Of all its weights, as they would be kept. */
  readonly bytes: number;
}

const FLOAT32_BYTES = 4;
const LARGEST_INT8 = 127;

/** Bytes of the weights as they are. */
export function bytesOf(layers: readonly Layer[]): number {
  return FLOAT32_BYTES * layers.reduce((sum, { kernel, bias }) => sum + kernel.length + usedBias(bias).length, 0);
}

/**
 * Weights of 8 bits and one scale for each column of a kernel, symmetric about zero (Jacob et al., "Quantization and training
 * of neural networks for efficient integer-arithmetic-only inference", CVPR 2018); biases stay as they are.
 */
export function quantise(layers: readonly Layer[]): CompressedNetwork {
  let bytes = 0;
  const quantised = layers.map((layer) => {
    const columns = layer.bias.length;
    const scales = columnScales(layer.kernel, columns);
    bytes += layer.kernel.length + FLOAT32_BYTES * (columns + usedBias(layer.bias).length);
    const kernel = layer.kernel.map((weight, i) => {
      const scale = scales[i % columns] ?? 0;
      return scale === 0 ? 0 : Math.round(weight / scale) * scale;
    });
    return { ...layer, kernel };
  });
  return { layers: quantised, bytes };
}

/**
 * The smallest weights of each kernel, this share of them, become zero (Han et al., "Learning both weights and connections for
 * efficient neural networks", NIPS 2015, without the retraining). Kept would be a bit for each weight and those that are left.
 */
export function prune(layers: readonly Layer[], share: number): CompressedNetwork {
  let bytes = 0;
  const pruned = layers.map((layer) => {
    const sizes = layer.kernel.map(Math.abs).sort();
    const least = sizes[Math.floor(share * sizes.length)] ?? 0;
    const kernel = layer.kernel.map((weight) => (Math.abs(weight) < least ? 0 : weight));
    const left = kernel.filter((weight) => weight !== 0).length;
    bytes += Math.ceil(kernel.length / 8) + FLOAT32_BYTES * (left + usedBias(layer.bias).length);
    return { ...layer, kernel };
  });
  return { layers: pruned, bytes };
}

function columnScales(kernel: Float32Array, columns: number): Float64Array {
  const largest = new Float64Array(columns);
  kernel.forEach((weight, i) => (largest[i % columns] = Math.max(largest[i % columns] ?? 0, Math.abs(weight))));
  return largest.map((size) => size / LARGEST_INT8);
}

/** None of a layer that was trained without. */
function usedBias(bias: Float32Array): Float32Array {
  return bias.some((value) => value !== 0) ? bias : new Float32Array(0);
}
