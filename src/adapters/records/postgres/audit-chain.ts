import { createHash } from 'node:crypto';

/** An audit entry as it is kept: its place, its details as JSON text, and the two hashes that chain it. */
export interface ChainedEntry {
  /** 1 for the first entry, one more for each; no gaps. */
  readonly position: number;
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly details: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** Where the chain begins: a place before the first entry, and the hash that the first entry names. */
export const chainStart = { position: 0, hash: '0'.repeat(64) } as const;

/** SHA-256 (FIPS 180-4), in hex, of the entry with the hash of the one before: change either, and it no longer fits. */
export function hashOf(entry: Omit<ChainedEntry, 'hash'>): string {
  const { previousHash, position, id, at, actor, action, subject, details } = entry;
  const text = JSON.stringify([previousHash, position, id, at, actor, action, subject, details]);
  return createHash('sha256').update(text).digest('hex');
}

/** True when the entry follows the one before it and is as it was written. */
export function follows(entry: ChainedEntry, previous: Pick<ChainedEntry, 'position' | 'hash'>): boolean {
  return (
    entry.position === previous.position + 1 && entry.previousHash === previous.hash && entry.hash === hashOf(entry)
  );
}
