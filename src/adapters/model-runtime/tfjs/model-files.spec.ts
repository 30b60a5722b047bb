import { enableProdMode, io, setBackend, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { layers as kerasLayers, loadLayersModel, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { layerOf, shapesOf } from '../../../domain/networks/layer-shape.js';
import type { LayerSpec } from '../../../domain/networks/network-spec.js';
import { Network } from '../../../domain/networks/network.js';
import { Noise } from '../../../domain/twin/noise.js';
import { filesOf, networkOf } from './model-files.js';

const columns = 12;
const convolutions: readonly LayerSpec[] = [
  { kind: 'convolution', filters: 3, width: 3, dilation: 2, activation: 'relu' },
  { kind: 'convolution', filters: 2, width: 5, dilation: 1, activation: 'tanh', bias: false },
  { kind: 'dense', units: 4, activation: 'linear', bias: false },
];

describe('the files of a model', () => {
  beforeAll(async () => {
    enableProdMode();
    await setBackend('cpu');
  });

  it('are read by TensorFlow.js as a model that predicts the same', async () => {
    const { modelJson, weights } = filesOf(...aNetwork());
    const { modelTopology, weightsManifest } = JSON.parse(modelJson) as io.ModelJSON;
    const weightData = Uint8Array.from(weights).buffer;
    const model = await loadLayersModel(
      io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0]!.weights, weightData }),
    );
    const row = aRow();
    const told = model.predict(tensor2d([...row], [1, columns])) as Tensor;
    const own = new Network(aNetwork()[1]).forward(row);
    Array.from(told.dataSync()).forEach((value, i) => expect(value).toBeCloseTo(own[i]!, 5));
    expect(own).toHaveLength(4);
  });

  it('come back as the network that was written', () => {
    expect(networkOf(filesOf(...aNetwork())).layers).toEqual(aNetwork()[1]);
  });

  it('are read as TensorFlow.js wrote them, which is how models of earlier releases are kept', async () => {
    const model = sequential();
    model.add(kerasLayers.dense({ inputShape: [columns], units: 5, activation: 'tanh', name: 'dense-1' }));
    model.add(kerasLayers.dense({ units: 2, activation: 'linear', name: 'dense-2' }));
    const written: io.ModelArtifacts[] = [];
    await model.save(
      io.withSaveHandler((artifacts) => {
        written.push(artifacts);
        return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
      }),
    );
    const { modelTopology, weightSpecs, weightData } = written[0]!;
    const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
    const { layers } = networkOf({
      modelJson: JSON.stringify({ format: 'layers-model', modelTopology, weightsManifest }),
      weights: new Uint8Array(io.CompositeArrayBuffer.join(weightData)),
    });
    const row = aRow();
    const told = model.predict(tensor2d([...row], [1, columns])) as Tensor;
    const own = new Network(layers).forward(row);
    Array.from(told.dataSync()).forEach((value, i) => expect(value).toBeCloseTo(own[i]!, 5));
  });
});

function aNetwork() {
  const noise = new Noise(1, 'weights');
  const drawn = (length: number) => Float32Array.from({ length }, () => noise.gaussian());
  const shapes = shapesOf(columns, convolutions);
  const layers = shapes.map((shape) =>
    layerOf(
      shape,
      drawn(shape.kernelRows * shape.kernelColumns),
      shape.hasBias ? drawn(shape.kernelColumns) : undefined,
    ),
  );
  return [shapes, layers] as const;
}

function aRow(): Float64Array {
  const noise = new Noise(2, 'row');
  return Float64Array.from({ length: columns }, () => noise.gaussian());
}
