import { io } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { z } from 'zod';
import type { Activation, DenseLayer } from '../../../domain/networks/dense-network.js';
import { DomainError, messageOf } from '../../../domain/errors.js';
import type { ModelFiles } from '../../../ports/model-runtime.js';

const FLOAT32_BYTES = 4;

/** `model.json` of TensorFlow.js' layers format, as far as it is ours to check. */
const modelJsonSchema = z.object({
  format: z.literal('layers-model'),
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.tuple([
    z.object({
      paths: z.tuple([z.literal('weights.bin')]),
      weights: z.array(
        z.object({ name: z.string(), shape: z.array(z.number().int().positive()), dtype: z.literal('float32') }),
      ),
    }),
  ]),
});

const activations: ReadonlySet<unknown> = new Set<Activation>(['linear', 'tanh', 'relu']);

/** The model as two files. */
export async function filesOf(model: LayersModel): Promise<ModelFiles> {
  let files: ModelFiles | undefined;
  const handler = io.withSaveHandler((artifacts) => {
    const { modelTopology, weightSpecs, weightData } = artifacts;
    const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
    files = {
      modelJson: JSON.stringify({ format: 'layers-model', modelTopology, weightsManifest }),
      weights: new Uint8Array(io.CompositeArrayBuffer.join(weightData)),
    };
    return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
  });
  await model.save(handler);
  if (!files) throw new Error('BUG: the model was not handed over');
  return files;
}

/** The model in the files. Rejects with `incompatible_data` when it is damaged or not of dense layers. */
export async function modelFrom({ modelJson, weights }: ModelFiles): Promise<LayersModel> {
  try {
    const { modelTopology, weightsManifest } = modelJsonSchema.parse(JSON.parse(modelJson));
    const weightSpecs = weightsManifest[0].weights;
    const expected = weightSpecs.reduce((sum, { shape }) => sum + FLOAT32_BYTES * shape.reduce((a, b) => a * b, 1), 0);
    if (weights.byteLength !== expected) throw new Error(`${weights.byteLength} bytes of weights, not ${expected}`);
    const weightData = Uint8Array.from(weights).buffer;
    return await loadLayersModel(io.fromMemory({ modelTopology, weightSpecs, weightData }));
  } catch (error) {
    throw new DomainError('incompatible_data', `The model cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

/** The layers with their weights. Throws `incompatible_data` for anything but dense layers of activations that are known. */
export function denseLayersOf(model: LayersModel): DenseLayer[] {
  return model.layers
    .filter((layer) => layer.getClassName() !== 'InputLayer')
    .map((layer) => {
      const { activation } = layer.getConfig();
      const [kernel, bias] = layer.getWeights();
      const [inputs = 0, units = 0] = kernel?.shape ?? [];
      if (layer.getClassName() !== 'Dense' || !isActivation(activation) || !kernel || !bias) {
        throw new DomainError('incompatible_data', `The layer ${layer.name} is no dense layer that can be run here`);
      }
      const weights = { kernel: Float32Array.from(kernel.dataSync()), bias: Float32Array.from(bias.dataSync()) };
      return { inputs, units, activation, ...weights };
    });
}

function isActivation(name: unknown): name is Activation {
  return activations.has(name);
}
