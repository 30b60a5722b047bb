import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiKey, ApiKeys } from '../../src/ports/api-keys.js';
import { noon } from '../alerting/builders.js';

/** The contract of `ApiKeys`; `open` gives an empty one. */
export function describeApiKeysContract(name: string, open: () => Promise<ApiKeys>): void {
  describe(`${name} as API keys`, () => {
    let keys: ApiKeys;

    beforeEach(async () => {
      keys = await open();
    });

    const telegraf: ApiKey = { id: 'k1', name: 'telegraf', role: 'operator', createdAt: noon, revokedAt: undefined };
    const console: ApiKey = {
      id: 'k2',
      name: 'wall screen',
      role: 'viewer',
      createdAt: noon + 1,
      revokedAt: undefined,
    };

    it('1. MUST find a key by the hash of its secret, and by nothing else', async () => {
      await keys.create(telegraf, 'hash-1');
      expect(await keys.findByHash('hash-1')).toEqual(telegraf);
      expect(await keys.findByHash('hash-2')).toBeUndefined();
      expect(await keys.findByHash('')).toBeUndefined();
    });

    it('2. MUST list every key, oldest first', async () => {
      await keys.create(console, 'hash-2');
      await keys.create(telegraf, 'hash-1');
      expect(await keys.list()).toEqual([telegraf, console]);
    });

    it('3. MUST stop finding a revoked key, and go on listing it', async () => {
      await keys.create(telegraf, 'hash-1');
      expect(await keys.revoke('k1', noon + 500)).toBe(true);
      expect(await keys.findByHash('hash-1')).toBeUndefined();
      expect(await keys.list()).toEqual([{ ...telegraf, revokedAt: noon + 500 }]);
    });

    it('4. MUST keep the time of the first revocation', async () => {
      await keys.create(telegraf, 'hash-1');
      await keys.revoke('k1', noon + 500);
      expect(await keys.revoke('k1', noon + 900)).toBe(true);
      expect(await keys.list()).toEqual([{ ...telegraf, revokedAt: noon + 500 }]);
    });

    it('5. MUST say when there is no such key', async () => {
      expect(await keys.revoke('k9', noon)).toBe(false);
    });

    it('6. MUST refuse a used id or hash as a conflict', async () => {
      await keys.create(telegraf, 'hash-1');
      await expect(keys.create(telegraf, 'hash-2')).rejects.toMatchObject({ code: 'conflict' });
      await expect(keys.create(console, 'hash-1')).rejects.toMatchObject({ code: 'conflict' });
      expect(await keys.list()).toEqual([telegraf]);
    });
  });
}
