import {
  add,
  concat,
  matMul,
  pad,
  relu,
  reshape,
  slice,
  tanh,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Activation } from '../../../domain/networks/layer.js';
import type { LayerShape } from '../../../domain/networks/layer-shape.js';

const activations: Record<Activation, (sums: Tensor2D) => Tensor2D> = { linear: (sums) => sums, tanh, relu };

/**
 * What a network makes of a batch of rows. `weights` are the kernel of each layer as a matrix and, where it has one, its
 * bias. Of operations that every backend can compute and find the gradient of.
 */
export function forward(batch: Tensor2D, shapes: readonly LayerShape[], weights: readonly Tensor[]): Tensor2D {
  let values = batch;
  let next = 0;
  for (const shape of shapes) {
    const kernel = weights[next++];
    if (!kernel) throw new Error('BUG: a layer has no weights');
    const bias = shape.hasBias ? weights[next++] : undefined;
    const seen = shape.spec.kind === 'dense' ? values : neighbourhoods(values, shape, shape.spec);
    const sums = matMul<Tensor2D>(seen, kernel);
    const bent = activations[shape.spec.activation](bias ? add<Tensor2D>(sums, bias) : sums);
    values = reshape(bent, [batch.shape[0], shape.units]);
  }
  return values;
}

/**
 * For each position of each row what the convolution sees there, as rows of a matrix: shifted slices of the padded
 * sequence side by side. The gradient of the library's own convolution is missing on WebAssembly, and anywhere where it is
 * dilated.
 */
function neighbourhoods(
  values: Tensor2D,
  { inputs, positions, kernelRows }: LayerShape,
  { width, dilation }: { readonly width: number; readonly dilation: number },
): Tensor2D {
  const [rows] = values.shape;
  const channels = inputs / positions;
  const beyond = ((width - 1) / 2) * dilation;
  const padded = pad(reshape(values, [rows, positions, channels]), [
    [0, 0],
    [beyond, beyond],
    [0, 0],
  ]);
  const shifted = Array.from({ length: width }, (_, tap) =>
    slice(padded, [0, tap * dilation, 0], [rows, positions, channels]),
  );
  return reshape(concat(shifted, 2), [rows * positions, kernelRows]);
}
