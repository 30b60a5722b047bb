import { type Tensor, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { DomainError } from '../../../domain/errors.js';
import type { LayerShape } from '../../../domain/networks/layer-shape.js';
import type { Layer } from '../../../domain/networks/layer.js';
import type { ModelFiles } from '../../../ports/model-runtime.js';
import { forward } from './forward.js';
import { networkOf } from './model-files.js';

/** Rows in one step: bounds what a large batch takes beside the batch itself. */
const BATCH_ROWS = 4096;

interface ShelvedModel {
  readonly shapes: readonly LayerShape[];
  readonly weights: readonly Tensor[];
}

/** The models that the worker has in memory, by the number that the asker gave them. */
export class ModelShelf {
  readonly #models = new Map<number, ShelvedModel>();

  load(id: number, files: ModelFiles): readonly Layer[] {
    const { shapes, layers } = networkOf(files);
    const weights = layers.flatMap(({ kernel, bias }, i) => tensorsOf(shapes[i], kernel, bias));
    this.#models.set(id, { shapes, weights });
    return layers;
  }

  async predict(id: number, inputs: Float32Array): Promise<Float32Array> {
    const model = this.#models.get(id);
    if (!model) throw new Error(`BUG: no model ${id} is loaded`);
    const { shapes, weights } = model;
    const columns = shapes[0]?.inputs ?? 0;
    const outputs = shapes.at(-1)?.units ?? 0;
    const rows = inputs.length / columns;
    if (!Number.isInteger(rows)) {
      throw new DomainError('invalid_input', `${inputs.length} inputs are no rows of ${columns}`);
    }
    const predicted = new Float32Array(rows * outputs);
    for (let from = 0; from < rows; from += BATCH_ROWS) {
      const batch = inputs.subarray(from * columns, (from + BATCH_ROWS) * columns);
      const told = tidy(() => forward(tensor2d(batch, [batch.length / columns, columns]), shapes, weights));
      predicted.set(await told.data(), from * outputs);
      told.dispose();
    }
    return predicted;
  }

  dispose(id: number): void {
    for (const weight of this.#models.get(id)?.weights ?? []) weight.dispose();
    this.#models.delete(id);
  }
}

function tensorsOf(shape: LayerShape | undefined, kernel: Float32Array, bias: Float32Array): Tensor[] {
  if (!shape) throw new Error('BUG: a layer has no shape');
  const { kernelRows, kernelColumns, hasBias } = shape;
  const matrix = tensor2d(kernel, [kernelRows, kernelColumns]);
  return hasBias ? [matrix, tensor1d(bias)] : [matrix];
}
