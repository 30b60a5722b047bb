const EDGE = 'plenum-edge-';

/** The asset that stands for a Plenum that does everything in one process. */
export const wholePlenum = 'plenum';

/** The asset that stands for an edge. `name` tells edges apart, and stays over restarts. */
export function edgeAssetOf(name: string): string {
  return `${EDGE}${name}`;
}

/** The asset that stands for one process among several. `name` tells those of the same roles apart, and stays over restarts. */
export function processAssetOf(roles: Iterable<string>, name: string): string {
  return `plenum-${[...roles].sort().join('-')}-${name}`;
}

/** Whether an edge is meant: it judges itself on its own disk, and the central Plenum knows of it by hearsay only. */
export function isEdgeAsset(assetId: string): boolean {
  return assetId.startsWith(EDGE);
}
