import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from '@jest/globals';
import { aForecaster, anAutoencoder, machineOf, rampsOf } from '../../../../test/contracts/model-runtime.contract.js';
import { shapesOf } from '../../../domain/networks/layer-shape.js';
import { useBackend } from './backends/use-backend.js';
import { filesOf } from './model-files.js';
import { ModelShelf } from './model-shelf.js';
import { trainNetwork } from './train-network.js';

/** In this thread, where the tensors can be counted. */
describe.each(['cpu', 'wasm'] as const)('the memory of the backend %s', (wanted) => {
  it.each([
    ['an autoencoder', machineOf(200), anAutoencoder],
    ['a convolution', rampsOf(100), aForecaster],
  ] as const)('is as it was after %s was trained, has predicted and is gone', async (_, set, spec) => {
    const { name } = await useBackend({ wanted, runtimesFolder: '' });
    const before = memory().numTensors;
    const { layers } = await trainNetwork(set, { ...spec, epochs: 3 }, { backend: name, afterEpoch: async () => {} });
    expect(memory().numTensors).toBe(before);

    const shelf = new ModelShelf();
    shelf.load(1, filesOf(shapesOf(set.inputColumns, spec.layers), layers));
    const loaded = memory().numTensors;
    expect(loaded).toBeGreaterThan(before);
    for (let i = 0; i < 3; i++) await shelf.predict(1, set.inputs);
    expect(memory().numTensors).toBe(loaded);
    shelf.dispose(1);
    expect(memory().numTensors).toBe(before);
  });

  it('is as it was after a training that was ended', async () => {
    const { name } = await useBackend({ wanted, runtimesFolder: '' });
    const before = memory().numTensors;
    const afterEpoch = () => Promise.reject(new Error('the service stops'));
    const training = trainNetwork(machineOf(100), anAutoencoder, { backend: name, afterEpoch });
    await expect(training).rejects.toThrow('the service stops');
    expect(memory().numTensors).toBe(before);
  });
});
