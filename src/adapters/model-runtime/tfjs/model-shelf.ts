import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { DenseLayer } from '../../../domain/networks/dense-network.js';
import { DomainError } from '../../../domain/errors.js';
import type { ModelFiles } from '../../../ports/model-runtime.js';
import { denseLayersOf, modelFrom } from './model-files.js';

/** Rows in one step: bounds what a large batch takes beside the batch itself. */
const BATCH_ROWS = 4096;

/** The models that the worker has in memory, by the number that the asker gave them. */
export class ModelShelf {
  readonly #models = new Map<number, LayersModel>();

  async load(id: number, files: ModelFiles): Promise<readonly DenseLayer[]> {
    const model = await modelFrom(files);
    try {
      const layers = denseLayersOf(model);
      this.#models.set(id, model);
      return layers;
    } catch (error) {
      model.dispose();
      throw error;
    }
  }

  predict(id: number, inputs: Float32Array): Float32Array {
    const model = this.#models.get(id);
    if (!model) throw new Error(`BUG: no model ${id} is loaded`);
    const columns = model.inputs[0]?.shape.at(-1) ?? 0;
    const rows = inputs.length / columns;
    if (!Number.isInteger(rows)) {
      throw new DomainError('invalid_input', `${inputs.length} inputs are no rows of ${columns}`);
    }
    if (rows === 0) return new Float32Array(0);
    const batch = tensor2d(inputs, [rows, columns]);
    // One output: a list is for models with several.
    const predicted = model.predict(batch, { batchSize: BATCH_ROWS }) as Tensor;
    const values = Float32Array.from(predicted.dataSync());
    batch.dispose();
    predicted.dispose();
    return values;
  }

  dispose(id: number): void {
    this.#models.get(id)?.dispose();
    this.#models.delete(id);
  }
}
