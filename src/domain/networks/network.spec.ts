import { describe, expect, it } from '@jest/globals';
import { Network } from './network.js';

describe('running a network on one row', () => {
  it('multiplies, adds and bends, layer by layer', () => {
    const network = new Network([
      {
        ...{ kind: 'dense', inputs: 2, units: 2, activation: 'relu' },
        kernel: Float32Array.of(1, -1, 2, 1),
        bias: Float32Array.of(0.5, -3),
      },
      {
        ...{ kind: 'dense', inputs: 2, units: 1, activation: 'tanh' },
        kernel: Float32Array.of(0.25, 1),
        bias: Float32Array.of(0),
      },
    ]);
    // relu(1 + 4 + 0.5), relu(-1 + 2 - 3); tanh(5.5 / 4).
    expect(network.forward(Float64Array.of(1, 2))[0]).toBeCloseTo(Math.tanh(1.375), 12);
  });

  it('sees the hours before and after each hour in a convolution, and nothing beyond the ends', () => {
    const network = new Network([
      {
        ...{ kind: 'convolution', inputs: 4, units: 8, positions: 4, width: 3, dilation: 2, activation: 'linear' },
        // Of each position two values: the difference over it, and itself plus 1.
        kernel: Float32Array.of(-1, 0, 0, 1, 1, 0),
        bias: Float32Array.of(0, 1),
      },
    ]);
    expect([...network.forward(Float64Array.of(5, 7, 11, 13))]).toEqual([11, 6, 13, 8, -5, 12, -7, 14]);
  });
});
