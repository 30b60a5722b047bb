import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryApiKeys, MemoryAuditLog } from '../../test/records/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { NodeSecrets } from '../adapters/system/node-secrets.js';
import { UuidV7 } from '../adapters/system/uuid-v7.js';
import type { ApiKey } from '../ports/api-keys.js';
import { ManageKeys } from './manage-keys.js';

/** Holds look-ups back until they are let through, as a slow database would. */
class SlowApiKeys extends MemoryApiKeys {
  letThrough: () => void = () => undefined;
  readonly #gate = new Promise<void>((resolve) => (this.letThrough = resolve));

  override async findByHash(secretHash: string): Promise<ApiKey | undefined> {
    const found = await super.findByHash(secretHash);
    await this.#gate;
    return found;
  }
}

describe('API keys', () => {
  let keys: MemoryApiKeys;
  let audit: MemoryAuditLog;
  let clock: FakeClock;
  let manage: ManageKeys;

  function managing(apiKeys: MemoryApiKeys): ManageKeys {
    return new ManageKeys(apiKeys, audit, new NodeSecrets(), clock, new UuidV7(clock));
  }

  beforeEach(() => {
    keys = new MemoryApiKeys();
    audit = new MemoryAuditLog();
    clock = new FakeClock(Date.UTC(2026, 2, 1));
    manage = managing(keys);
  });

  it('let in who holds the secret, with the role of the key', async () => {
    const { key, secret } = await manage.create({ name: 'telegraf', role: 'operator', actor: 'ada' });
    expect(secret).toMatch(/^plenum_[\w-]{43}$/);
    expect(await manage.authenticate(secret)).toEqual({ name: 'telegraf', role: 'operator' });
    expect(await manage.list()).toEqual([key]);
  });

  it('are never kept or audited with their secret', async () => {
    const { secret } = await manage.create({ name: 'telegraf', role: 'operator', actor: 'ada' });
    expect(JSON.stringify([await manage.list(), audit.entries])).not.toContain(secret.slice('plenum_'.length));
    expect(await keys.findByHash(secret)).toBeUndefined();
  });

  it.each(['', 'plenum_', `plenum_${'a'.repeat(44)}`, `Plenum_${'a'.repeat(43)}`, `plenum_${'a'.repeat(42)}\n`])(
    'turn %j away without a look into the records',
    async (secret) => {
      expect(await manage.authenticate(secret)).toBeUndefined();
      expect(keys.lookUps).toBe(0);
    },
  );

  it('turn a guess away, and look it up each time', async () => {
    const guess = `plenum_${'a'.repeat(43)}`;
    expect(await manage.authenticate(guess)).toBeUndefined();
    expect(await manage.authenticate(guess)).toBeUndefined();
    expect(keys.lookUps).toBe(2);
  });

  it('are looked up once in half a minute', async () => {
    const { secret } = await manage.create({ name: 'telegraf', role: 'operator', actor: 'ada' });
    await manage.authenticate(secret);
    clock.advance(29_999);
    await manage.authenticate(secret);
    expect(keys.lookUps).toBe(1);
    clock.advance(1);
    await manage.authenticate(secret);
    expect(keys.lookUps).toBe(2);
  });

  it('end at once when they are revoked', async () => {
    const { key, secret } = await manage.create({ name: 'telegraf', role: 'operator', actor: 'ada' });
    await manage.authenticate(secret);
    await manage.revoke({ id: key.id, actor: 'grace' });
    expect(await manage.authenticate(secret)).toBeUndefined();
  });

  it('end at once also when a request was being checked during the revocation', async () => {
    const slow = new SlowApiKeys();
    manage = managing(slow);
    const { key, secret } = await manage.create({ name: 'telegraf', role: 'operator', actor: 'ada' });
    const duringRevocation = manage.authenticate(secret);
    await manage.revoke({ id: key.id, actor: 'grace' });
    slow.letThrough();
    expect(await duringRevocation).toEqual({ name: 'telegraf', role: 'operator' });
    expect(await manage.authenticate(secret)).toBeUndefined();
  });

  it('end within half a minute when another process revoked them', async () => {
    const { key, secret } = await manage.create({ name: 'telegraf', role: 'operator', actor: 'ada' });
    await manage.authenticate(secret);
    await managing(keys).revoke({ id: key.id, actor: 'grace' });
    clock.advance(30_000);
    expect(await manage.authenticate(secret)).toBeUndefined();
  });

  it('cannot be revoked when there are none', async () => {
    await expect(manage.revoke({ id: 'k9', actor: 'ada' })).rejects.toMatchObject({ code: 'not_found' });
    expect(audit.entries).toEqual([]);
  });

  it('leave a trace of who created and revoked them', async () => {
    const { key } = await manage.create({ name: 'telegraf', role: 'operator', actor: 'ada' });
    await manage.revoke({ id: key.id, actor: 'grace' });
    expect(audit.entries).toMatchObject([
      { action: 'key.created', actor: 'ada', subject: key.id, details: { name: 'telegraf', role: 'operator' } },
      { action: 'key.revoked', actor: 'grace', subject: key.id },
    ]);
  });
});
