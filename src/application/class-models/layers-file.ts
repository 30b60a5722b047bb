import { StateReader, StateWriter } from '../../domain/detection/state-bytes.js';
import { DomainError } from '../../domain/errors.js';
import type { Activation, DenseLayer, Layer } from '../../domain/networks/layer.js';

/** By their number in the file. */
const activations: readonly Activation[] = ['linear', 'tanh', 'relu'];

/** The layers of a network that no runtime has trained, weights bit by bit. */
export function bytesOfLayers(layers: readonly Layer[]): Uint8Array {
  const writer = new StateWriter();
  for (const { kind, inputs, units, activation, kernel, bias } of layers) {
    if (kind !== 'dense') throw new Error('BUG: principal components have dense layers only');
    for (const number of [inputs, units, activations.indexOf(activation)]) writer.uint32(number);
    writer.float32s(kernel);
    writer.float32s(bias);
  }
  return writer.bytes();
}

/** Layers as `bytesOfLayers` wrote them. Throws `incompatible_data` where they are not. */
export function layersOfBytes(bytes: Uint8Array): readonly DenseLayer[] {
  const reader = new StateReader(bytes);
  const layers: DenseLayer[] = [];
  while (!reader.atEnd) layers.push(nextLayer(reader, bytes.length));
  return layers;
}

function nextLayer(reader: StateReader, mostWeights: number): DenseLayer {
  const inputs = reader.uint32();
  const units = reader.uint32();
  const activation = activations[reader.uint32()];
  if (!activation || inputs * units > mostWeights || units > mostWeights) {
    throw new DomainError('incompatible_data', 'The layers of the model are not of the form that they should have');
  }
  const kernel = new Float32Array(inputs * units);
  const bias = new Float32Array(units);
  reader.float32s(kernel);
  reader.float32s(bias);
  return { kind: 'dense', inputs, units, activation, kernel, bias };
}
