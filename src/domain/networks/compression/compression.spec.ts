import { describe, expect, it } from '@jest/globals';
import { Noise } from '../../twin/noise.js';
import type { DenseLayer } from '../layer.js';
import { Network } from '../network.js';
import { bytesOf, prune, quantise } from './compression.js';

function aLayer(inputs: number, units: number, seed: number): DenseLayer {
  const noise = new Noise(seed, 'weights');
  const kernel = Float32Array.from({ length: inputs * units }, () => noise.gaussian());
  return { kind: 'dense', inputs, units, activation: 'linear', kernel, bias: new Float32Array(units) };
}

const network = [aLayer(100, 40, 1), aLayer(40, 10, 2)];

describe('making a network smaller', () => {
  it('keeps a quarter of the bytes with 8 bits a weight, and nearly what it computes', () => {
    const { layers, bytes } = quantise(network);
    expect(bytesOf(network)).toBe(4 * 4_400);
    expect(bytes).toBe(4_400 + 4 * 50);
    expect(relativeError(layers)).toBeLessThan(0.02);
    for (let column = 0; column < 40; column++) {
      const levels = new Set(
        layers[0]!.kernel.filter((_, i) => i % 40 === column).map((weight) => Math.fround(weight)),
      );
      expect(levels.size).toBeLessThanOrEqual(255);
    }
  });

  it('drops the smallest half of the weights and leaves the others as they are', () => {
    const { layers, bytes } = prune(network, 0.5);
    const [kernel] = layers.map((layer) => layer.kernel);
    expect(kernel!.filter((weight) => weight === 0)).toHaveLength(2_000);
    kernel!.forEach((weight, i) => expect([0, network[0]!.kernel[i]]).toContain(weight));
    const left = Math.min(...kernel!.filter((weight) => weight !== 0).map(Math.abs));
    network[0]!.kernel.forEach((weight, i) => {
      if (kernel![i] === 0) expect(Math.abs(weight)).toBeLessThanOrEqual(left);
    });
    expect(bytes).toBe(4_400 / 8 + 4 * 2_200);
  });

  it('leaves nothing of nothing', () => {
    const empty = [{ ...aLayer(4, 2, 1), kernel: new Float32Array(8) }];
    expect(quantise(empty).layers).toEqual(empty);
    expect(prune(empty, 0.5).layers).toEqual(empty);
  });
});

function relativeError(layers: typeof network | ReturnType<typeof quantise>['layers']): number {
  const noise = new Noise(3, 'row');
  const row = Float64Array.from({ length: 100 }, () => noise.gaussian());
  const exact = Float64Array.from(new Network(network).forward(row));
  const told = new Network(layers).forward(row);
  const squares = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(squares(exact.map((value, i) => value - told[i]!)) / squares(exact));
}
