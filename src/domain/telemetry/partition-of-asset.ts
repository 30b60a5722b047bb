/**
 * The partition of an asset's series: the same in every process and release, because order and state hang on it. With
 * another number of partitions most assets move.
 *
 * 32-bit FNV-1a (Fowler–Noll–Vo) over the bytes of the UTF-16 code units, low byte first. Its low bits depend on the low
 * bits of the input alone, so the high half is folded into them before the remainder is taken.
 */
export function partitionOfAsset(assetId: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < assetId.length; index += 1) {
    const unit = assetId.charCodeAt(index);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % partitions;
}
