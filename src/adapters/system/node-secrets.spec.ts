import { describe, expect, it } from '@jest/globals';
import { NodeSecrets } from './node-secrets.js';

describe('secrets', () => {
  const secrets = new NodeSecrets();

  it('are 256 bits of base64url, and never the same', () => {
    const made = Array.from({ length: 100 }, () => secrets.next());
    expect(new Set(made).size).toBe(100);
    for (const secret of made) expect(secret).toMatch(/^[\w-]{43}$/);
  });

  it('are kept under their SHA-256 (test vector "abc" of FIPS 180-4)', () => {
    expect(secrets.hash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
