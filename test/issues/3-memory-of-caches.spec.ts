import { describe, expect, it } from '@jest/globals';
import { cacheLimits } from '../../src/domain/telemetry/decoders/cache-limits.js';
import { SeriesCache } from '../../src/domain/telemetry/decoders/line-protocol/series-cache.js';

/** Keys were limited in number only: 250,000 of 64 KiB would have taken 16 GB. */
describe('the cache of line protocol', () => {
  const cache = new SeriesCache({ map: () => ({ kind: 'skipped', reason: 'no matter' }) });
  const find = (key: string) => {
    const bytes = new TextEncoder().encode(key);
    return cache.find(bytes, 0, bytes.length);
  };

  it('starts anew when the keys of a flood of huge tags fill 64 MiB, and knows keys as before', () => {
    const filler = 'x'.repeat(60_000);
    let most = 0;
    for (let i = 0; i < 2500; i += 1) {
      expect(typeof find(`m,host=${i},filler=${filler}`)).toBe('object');
      most = Math.max(most, cache.keyBytes);
    }
    expect(most).toBeGreaterThan(cacheLimits.keyBytes / 2);
    expect(most).toBeLessThanOrEqual(cacheLimits.keyBytes);
    expect(find('m,host=a')).toBe(find('m,host=a'));
  });
});
