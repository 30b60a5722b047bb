import type { SiteModel } from '../../assets/site-model.js';

/** What two alerts may have to have in common. */
export const sharedPlaces = ['asset', 'rack', 'room', 'zone', 'feed'] as const;
export type SharedPlace = (typeof sharedPlaces)[number];

/**
 * Whether the assets of a source and of a target have it in common. `feed`: the source supplies the target, or a supply of
 * the source does. What an asset does not have, it has in common with none.
 */
export function sharesPlace(site: SiteModel, place: SharedPlace, sourceId: string, targetId: string): boolean {
  switch (place) {
    case 'asset':
      return sourceId === targetId;
    case 'rack':
    case 'room':
      return isSame(site.enclosing(sourceId, place)?.id, site.enclosing(targetId, place)?.id);
    case 'zone':
      return isSame(site.zoneOf(sourceId), site.zoneOf(targetId));
    case 'feed': {
      const supplies = suppliesOf(site, targetId);
      return site.fedBy(sourceId).length > 0
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
