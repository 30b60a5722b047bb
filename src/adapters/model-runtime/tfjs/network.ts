import { train as optimizers } from '@tensorflow/tfjs-core';
import { initializers, layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import type { NetworkSpec } from '../../../domain/networks/network-spec.js';

/** The network of a spec, with first weights drawn by its seed (Glorot and Bengio, AISTATS 2010), ready to train. */
export function networkOf(inputColumns: number, spec: NetworkSpec): Sequential {
  const network = sequential();
  spec.layers.forEach(({ units, activation }, i) => {
    network.add(
      layers.dense({
        ...(i === 0 ? { inputShape: [inputColumns] } : {}),
        units,
        activation,
        name: `dense-${i + 1}`,
        kernelInitializer: initializers.glorotUniform({ seed: spec.seed + i }),
      }),
    );
  });
  network.compile({ optimizer: optimizers.adam(spec.learningRate), loss: 'meanSquaredError' });
  return network;
}
