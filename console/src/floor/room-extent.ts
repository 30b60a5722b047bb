import type { AssetOut } from '../../../src/http/assets/assets.schema.js';

export interface Extent {
  readonly width: number;
  readonly depth: number;
}

/** Metres left free around a hall whose size nobody gave. */
const margin = 1.2;

/** Size of a hall in metres: as the site model gives it, and at least so large that all that stands in it fits. */
export function roomExtent(room: AssetOut, contents: readonly AssetOut[]): Extent {
  const places = contents.flatMap((asset) => asset.position ?? []);
  const farX = Math.max(1, ...places.map((place) => place.x + place.width));
  const farY = Math.max(1, ...places.map((place) => place.y + place.depth));
  const given = room.position;
  if (given && given.width > 0 && given.depth > 0) {
    return { width: Math.max(given.width, farX), depth: Math.max(given.depth, farY) };
  }
  return { width: farX + margin, depth: farY + margin };
}
