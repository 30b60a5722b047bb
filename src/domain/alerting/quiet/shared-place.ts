import type { SiteModel } from '../../assets/site-model.js';

/** What two alerts may have to have in common. */
export const sharedPlaces = ['asset', 'rack', 'room', 'zone', 'feed'] as const;
export type SharedPlace = (typeof sharedPlaces)[number];

/**
 * Whether the asset of a source has it in common with that of this target. `feed`: the source supplies the target, or a
 * supply of the source does. What an asset does not have, it has in common with none.
 */
export function placeSharedWith(site: SiteModel, place: SharedPlace, targetId: string): (sourceId: string) => boolean {
  switch (place) {
    case 'asset':
      return (sourceId) => sourceId === targetId;
    case 'rack':
    case 'room': {
      const around = site.enclosing(targetId, place)?.id;
      return (sourceId) => isSame(site.enclosing(sourceId, place)?.id, around);
    }
    case 'zone': {
      const zone = site.zoneOf(targetId);
      return (sourceId) => isSame(site.zoneOf(sourceId), zone);
    }
    case 'feed': {
      const supplies = suppliesOf(site, targetId);
      return (sourceId) =>
        site.fedBy(sourceId).length > 0
          ? supplies.has(sourceId)
          : site.feedsOf(sourceId).some(({ from }) => supplies.has(from));
    }
  }
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one === other;
}

/** Everything that power comes through on its way to the asset. */
function suppliesOf(site: SiteModel, id: string): ReadonlySet<string> {
  const supplies = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { from } of site.feedsOf(next)) {
      if (supplies.has(from)) continue;
      supplies.add(from);
      waiting.push(from);
    }
  }
  return supplies;
}
