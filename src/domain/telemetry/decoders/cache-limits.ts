/**
 * What a cache that decoders look names up in may hold: entries, and bytes (or characters) of all their keys. Beyond
 * either it starts anew, so that ever new names cannot fill the memory.
 */
export const cacheLimits = { entries: 250_000, keyBytes: 64 * 1024 * 1024 } as const;

/** True when a cache must start anew before it takes another key of this length. */
export function hasNoRoom(held: { entries: number; keyBytes: number }, keyLength: number): boolean {
  return held.entries >= cacheLimits.entries || held.keyBytes + keyLength > cacheLimits.keyBytes;
}
