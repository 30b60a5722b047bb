import type { Asset } from '../../assets/asset.js';
import type { SiteModel } from '../../assets/site-model.js';
import type { ResidualKind, ResidualSubject } from './residual-kind.js';

/** Below this share of what it usually carries a feed counts as lost: its load has moved to the others. */
const LOST_SHARE = 0.2;
/** So much power is one, for terms. */
const SCALE_W = 10_000;
const consumers: ReadonlySet<string> = new Set(['room', 'row', 'rack', 'server', 'host']);

/**
 * A PDU carries a share of what its servers draw: P = share x sum of theirs (Kirchhoff's law for power; losses and power
 * supplies are in the learned share). Power supplies of one machine do not share alike, so each rack's share is off by a
 * correction of its own, or a pause of large jobs would pass for a meter that lies. It leaves zero when a meter lies, or when
 * something is plugged in that nobody knows. While one of the feeds of these servers is lost, loads move between feeds and it
 * says nothing.
 */
export const pduPower: ResidualKind = {
  metric: 'dc.pdu.power_residual',
  weights: [SCALE_W / 2],
  memoryDays: 7,
  subjects: (site) => site.ofKind('pdu').flatMap((pdu) => subjectOf(site, pdu) ?? []),
};

function subjectOf(site: SiteModel, pdu: Asset): ResidualSubject | undefined {
  // What else hangs on it is not in the sum.
  if (site.fedBy(pdu.id).some(({ kind }) => !consumers.has(kind))) return undefined;
  const servers = site.ofKind('server').filter(({ id }) => site.feedsOf(id).some(({ from }) => from === pdu.id));
  if (servers.length === 0) return undefined;
  const racks = placesOf(site, servers);
  const corrections = racks.count > 1 ? racks.count : 0;
  const feeds = new Set(servers.flatMap(({ id }) => site.feedsOf(id).map(({ from }) => from)));
  const others = [...feeds].filter((id) => id !== pdu.id);
  return {
    assetId: pdu.id,
    corrections,
    inputs: [
      ...[pdu.id, ...others].map((assetId) => ({ assetId, metrics: ['dc.pdu.power'], over: 'sum' }) as const),
      ...servers.map(
        ({ id: assetId }) => ({ assetId, metrics: ['hw.host.power', 'hw.power_supply.usage'], over: 'sum' }) as const,
      ),
    ],
    read: (values) => {
      const [measured = NaN, ...otherFeeds] = values.subarray(0, feeds.size);
      const rackW = new Array<number>(racks.count).fill(0);
      values.subarray(feeds.size).forEach((drawnW, i) => {
        const place = racks.places[i] ?? 0;
        rackW[place] = (rackW[place] ?? 0) + drawnW;
      });
      const drawnW = rackW.reduce((sum, each) => sum + each, 0);
      const usualW = drawnW / feeds.size;
      if ([measured, ...otherFeeds].some((carriedW) => !(carriedW > LOST_SHARE * usualW))) return undefined;
      return { measured, terms: [drawnW, ...rackW.slice(0, corrections)].map((power) => power / SCALE_W) };
    },
  };
}

/** How many racks the servers stand in, and the place of each server's rack among them; one in no rack is its own. */
function placesOf(site: SiteModel, servers: readonly Asset[]): { count: number; places: readonly number[] } {
  const rackIds = servers.map(({ id }) => site.enclosing(id, 'rack')?.id ?? id);
  const distinct = [...new Set(rackIds)];
  return { count: distinct.length, places: rackIds.map((id) => distinct.indexOf(id)) };
}
