import { describe, expect, it } from '@jest/globals';
import { ClassModel } from './class-model.js';
import { principalNetwork } from './principal-network.js';

describe('a device judged by its class', () => {
  const rows = [Float64Array.of(1, 1), Float64Array.of(-1, -1)];
  const aModel = (threshold: number) => {
    const card = { className: 'server', method: 'pca', metrics: ['hw.host.power', 'hw.fan.speed'] } as const;
    const profiles = [{ assetId: 'a', centre: [0, 0], scale: [1, 1] }];
    const figures = { fromMs: 0, toMs: 1, rows: 2, loss: 0, baselineLoss: 0, usual: [1, 1], threshold, profiles };
    return new ClassModel({ ...card, ...figures }, principalNetwork(rows, 1));
  };
  const minute = [new Float64Array(5).fill(2), new Float64Array(5).fill(-2)];

  it('has a score', () => {
    expect(aModel(1).judge('a', minute, 4)?.score).toBeCloseTo(2, 1);
  });

  it('is not judged at all where the score would be no number to store', () => {
    expect(aModel(0).judge('a', minute, 4)).toBeUndefined();
    expect(aModel(NaN).judge('a', minute, 4)).toBeUndefined();
  });
});
