import type { Alert } from '../alert.js';
import type { CausalMap } from './causal-map.js';
import type { Redundancy } from './incident-report.js';
import { witnessOf } from './witness.js';

/** What is left of the supplies that the incident's failed assets belong to. */
export function redundancyOf(map: CausalMap, members: readonly Alert[]): readonly Redundancy[] {
  const down = new Set(members.filter(hasFailed).map(({ assetId }) => assetId));
  return [...coolingLeft(map, down), ...powerLeft(map, down)];
}

/** Whether an alert says that its asset does not do its work now. */
export function hasFailed(alert: Alert): boolean {
  return alert.state === 'firing' && witnessOf(alert) === 'failed';
}

/** Whether something that is needed is no longer there, spare or not. */
export function isShort(redundancy: Redundancy): boolean {
  return redundancy.kind === 'cooling' ? redundancy.working < redundancy.needed : redundancy.racksWithoutPower > 0;
}

function coolingLeft({ site }: CausalMap, down: ReadonlySet<string>): readonly Redundancy[] {
  const zones = new Set([...down].map((id) => site.find(id)?.coolingZone ?? ''));
  return [...zones].flatMap((zone): readonly Redundancy[] => {
    const units = site.crahsOfZone(zone);
    const working = units.filter(({ id }) => !down.has(id)).length;
    if (working === units.length) return [];
    return [{ kind: 'cooling', zone, working, needed: site.neededInZone(zone), total: units.length }];
  });
}

function powerLeft(map: CausalMap, down: ReadonlySet<string>): readonly Redundancy[] {
  // The racks of the whole site are looked at only when a supply is down.
  if (![...down].some((id) => map.mediumOf(id) === 'power')) return [];
  const dead = (from: string): boolean => down.has(from) || isStarved(map, from, down);
  const lostFeeds = new Set<string>();
  let racksOnOneFeed = 0;
  let racksWithoutPower = 0;
  for (const { id } of map.site.ofKind('rack')) {
    const feeds = map.site.feedsOf(id);
    const lost = feeds.filter(({ from }) => dead(from));
    if (lost.length === 0) continue;
    for (const { from } of lost) lostFeeds.add(from);
    if (lost.length < feeds.length) racksOnOneFeed += 1;
    else racksWithoutPower += 1;
  }
  if (lostFeeds.size === 0) return [];
  return [{ kind: 'power', racksOnOneFeed, racksWithoutPower, lostFeeds: [...lostFeeds].sort() }];
}

/** Whether all of a device's own feeds come from something that is down. `siteProblems` refuses cycles. */
function isStarved(map: CausalMap, id: string, down: ReadonlySet<string>): boolean {
  const feeds = map.site.find(id)?.feeds ?? [];
  return feeds.length > 0 && feeds.every(({ from }) => down.has(from) || isStarved(map, from, down));
}
