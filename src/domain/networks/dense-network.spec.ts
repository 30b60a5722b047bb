import { describe, expect, it } from '@jest/globals';
import { DenseNetwork } from './dense-network.js';

describe('running a network on one row', () => {
  it('multiplies, adds and bends, layer by layer', () => {
    const network = new DenseNetwork([
      {
        ...{ inputs: 2, units: 2, activation: 'relu' },
        kernel: Float32Array.of(1, -1, 2, 1),
        bias: Float32Array.of(0.5, -3),
      },
      { inputs: 2, units: 1, activation: 'tanh', kernel: Float32Array.of(0.25, 1), bias: Float32Array.of(0) },
    ]);
    // relu(1 + 4 + 0.5), relu(-1 + 2 - 3); tanh(5.5 / 4).
    expect(network.forward(Float64Array.of(1, 2))[0]).toBeCloseTo(Math.tanh(1.375), 12);
  });
});
