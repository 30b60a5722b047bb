import { describe, expect, it } from '@jest/globals';
import { principalNetwork } from '../../domain/detection/device-classes/principal-network.js';
import { bytesOfLayers, layersOfBytes } from './layers-file.js';

const layers = principalNetwork([Float64Array.of(1, 1, 0.3), Float64Array.of(-1, -0.9, 0.1)], 2);

describe('the file of principal components', () => {
  it('gives them back bit by bit', () => {
    expect(layersOfBytes(bytesOfLayers(layers))).toEqual(layers);
  });

  it.each([
    ['cut short', (bytes: Uint8Array) => bytes.slice(0, -1)],
    ['of an unknown activation', (bytes: Uint8Array) => bytes.with(8, 9)],
    ['of more weights than it holds', (bytes: Uint8Array) => bytes.with(3, 255)],
  ])('is refused when it is %s', (_, spoilt) => {
    const refused = expect.objectContaining({ code: 'incompatible_data' });
    expect(() => layersOfBytes(spoilt(bytesOfLayers(layers)))).toThrow(refused);
  });
});
