import type { DenseLayer } from '../../networks/layer.js';
import { secondMoments } from '../multivariate/second-moments.js';
import { symmetricEigen } from '../multivariate/symmetric-eigen.js';

/**
 * Principal components as a network of two linear layers, which no other linear one of that size betters (Baldi and Hornik,
 * "Neural networks and principal component analysis", Neural Networks 1989); the squared error of what it tells is the Q
 * statistic. The baseline of an autoencoder, and what stands in for one that could not be trained.
 */
export function principalNetwork(rows: readonly Float64Array[], components: number): DenseLayer[] {
  const columns = rows[0]?.length ?? 0;
  const { vectors } = symmetricEigen(secondMoments(rows));
  const encode = new Float32Array(columns * components);
  const decode = new Float32Array(components * columns);
  for (let k = 0; k < components; k++) {
    vectors[k]?.forEach((weight, j) => {
      encode[j * components + k] = weight;
      decode[k * columns + j] = weight;
    });
  }
  return [
    {
      kind: 'dense',
      inputs: columns,
      units: components,
      activation: 'linear',
      kernel: encode,
      bias: new Float32Array(components),
    },
    {
      kind: 'dense',
      inputs: components,
      units: columns,
      activation: 'linear',
      kernel: decode,
      bias: new Float32Array(columns),
    },
  ];
}
