import { DomainError, messageOf } from '../../../domain/errors.js';
import { type LayerShape, layerOf, shapesOf } from '../../../domain/networks/layer-shape.js';
import type { Layer } from '../../../domain/networks/layer.js';
import type { ModelFiles } from '../../../ports/model-runtime.js';
import { modelJsonOf, readModelJson } from './model-json.js';

const FLOAT32_BYTES = 4;

/** A network as its files hold it. */
export interface FiledNetwork {
  readonly shapes: readonly LayerShape[];
  readonly layers: readonly Layer[];
}

/** The layers of these shapes as two files. */
export function filesOf(shapes: readonly LayerShape[], layers: readonly Layer[]): ModelFiles {
  const parts = layers.flatMap(({ kernel, bias }, i) => (shapes[i]?.hasBias === true ? [kernel, bias] : [kernel]));
  const weights = new Uint8Array(FLOAT32_BYTES * parts.reduce((sum, { length }) => sum + length, 0));
  const view = new DataView(weights.buffer);
  let offset = 0;
  for (const value of parts.flatMap((part) => [...part])) {
    view.setFloat32(offset, value, true);
    offset += FLOAT32_BYTES;
  }
  return { modelJson: modelJsonOf(shapes[0]?.inputs ?? 0, shapes), weights };
}

/** The network in the files. Throws `incompatible_data` when it is damaged or of layers that cannot be run here. */
export function networkOf({ modelJson, weights }: ModelFiles): FiledNetwork {
  try {
    const { inputColumns, layers: specs, weightLengths } = readModelJson(modelJson);
    const shapes = shapesOf(inputColumns, specs);
    const lengths = shapes.flatMap(({ kernelRows, kernelColumns, hasBias }) =>
      hasBias ? [kernelRows * kernelColumns, kernelColumns] : [kernelRows * kernelColumns],
    );
    if (lengths.join() !== weightLengths.join()) throw new Error('its weights are not those of its layers');
    const expected = FLOAT32_BYTES * lengths.reduce((sum, length) => sum + length, 0);
    if (weights.byteLength !== expected) throw new Error(`${weights.byteLength} bytes of weights, not ${expected}`);
    const numbers = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
    let offset = 0;
    const next = (length: number) =>
      Float32Array.from({ length }, () => numbers.getFloat32((offset += FLOAT32_BYTES) - FLOAT32_BYTES, true));
    const layers = shapes.map((shape) => {
      const kernel = next(shape.kernelRows * shape.kernelColumns);
      return layerOf(shape, kernel, shape.hasBias ? next(shape.kernelColumns) : undefined);
    });
    return { shapes, layers };
  } catch (error) {
    throw new DomainError('incompatible_data', `The model cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
