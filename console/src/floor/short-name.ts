import type { AssetOut } from '../../../src/http/assets/assets.schema.js';

/** The name of an asset inside its room: `hall-1-crah-2`, named by its id, is `CRAH 2` there. Given names stay. */
export function shortName(asset: AssetOut, room: AssetOut): string {
  if (asset.name !== asset.id || !asset.id.startsWith(`${room.id}-`)) return asset.name;
  return asset.id
    .slice(room.id.length + 1)
    .replaceAll('-', ' ')
    .toUpperCase();
}

/** What fits on a rack seen from above: the last word of its name. */
export function rackLabel(rack: AssetOut): string {
  return rack.name.split(/[\s/-]+/).at(-1) ?? rack.name;
}
