/**
 * A number that stands for a text: 32-bit FNV-1a (Fowler–Noll–Vo) over its UTF-16 code units. Of a hundred users or
 * hosts two share one once in a million times.
 */
export function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // The multiplicative finish of MurmurHash3 spreads what the last letters changed over all bits.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
