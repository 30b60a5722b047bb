/**
 * The partition of an asset: FNV-1a (32 bits, Fowler–Noll–Vo) over its UTF-16 code units, mixed once more, modulo the
 * number of partitions. Every process must agree on it, for ever: order within a series hangs on it.
 */
export function partitionOf(assetId: string, partitions: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < assetId.length; i += 1) {
    const unit = assetId.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % partitions;
}
