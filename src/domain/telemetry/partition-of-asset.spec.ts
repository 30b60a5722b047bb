import { describe, expect, it } from '@jest/globals';
import { partitionOfAsset } from './partition-of-asset.js';

describe('The partition of an asset', () => {
  it('is 0 where there is one', () => {
    expect(partitionOfAsset('srv-1', 1)).toBe(0);
  });

  it('is the same in every release, for names in any script', () => {
    const places = ['', 'srv-1', 'hall-1-crah-1', '機架'].map((assetId) => partitionOfAsset(assetId, 2 ** 32));
    expect(places).toEqual([0x811d9ffc, 0xcb7bf162, 0x32c59972, 0xf951106a]);
  });

  it.each([2, 8, 12])(
    'spreads the servers of a site over %i partitions: none has half more than its share',
    (partitions) => {
      const counts = new Array<number>(partitions).fill(0);
      for (let server = 1; server <= 1_200; server += 1) {
        const partition = partitionOfAsset(`hall-1-server-${String(server).padStart(4, '0')}`, partitions);
        counts[partition] = (counts[partition] ?? 0) + 1;
      }
      expect(Math.max(...counts)).toBeLessThan((1.5 * 1_200) / partitions);
    },
  );
});
