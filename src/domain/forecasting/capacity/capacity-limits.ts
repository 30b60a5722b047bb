import { type Asset, numberAttribute } from '../../assets/asset.js';
import type { SiteModel } from '../../assets/site-model.js';

export type CapacityResource = 'power' | 'cooling' | 'space';

/** What is limited by what stands in `site.yaml`. */
export interface CapacityLimit {
  readonly resource: CapacityResource;
  readonly asset: Asset;
  /** What counts against the limit: this metric of the asset, or of what stands in it; empty for rack units. */
  readonly metric: string;
  readonly unit: string;
  readonly limit: number;
  /** Where the limit comes from, for people. */
  readonly basis: string;
}

/** The limits of a site: of power devices, of halls by their weaker power path, of the chillers but one, of rack units. */
export function capacityLimits(site: SiteModel): readonly CapacityLimit[] {
  return [
    ...site.ofKind('ups').flatMap((ups) => rated(ups, 'dc.ups.output_power')),
    ...site.ofKind('pdu').flatMap((pdu) => rated(pdu, 'dc.pdu.power')),
    ...site.ofKind('room').flatMap((room) => weakerPath(site, room)),
    ...site.ofKind('site').flatMap((whole) => coolingOf(site, whole)),
    ...[...site.ofKind('site'), ...site.ofKind('room')].flatMap((place) => spaceOf(site, place)),
  ];
}

/** Rack units that servers take up. */
export function usedRackUnits(site: SiteModel, place: Asset): number {
  return sum(
    site.inRoom(place.id).filter(({ kind }) => kind === 'server'),
    (server) => numberAttribute(server, 'heightU', 1),
  );
}

function rated(device: Asset, metric: string): CapacityLimit[] {
  const limit = numberAttribute(device, 'ratedPowerW', 0);
  return limit > 0 ? [{ resource: 'power', asset: device, metric, unit: 'W', limit, basis: 'rated power' }] : [];
}

/** When one path fails the other bears everything: racks of a hall may draw no more than its weaker one can give. */
function weakerPath(site: SiteModel, room: Asset): CapacityLimit[] {
  const racks = site.inRoom(room.id).filter(({ kind }) => kind === 'rack');
  const paths = (['A', 'B'] as const).map((name) => {
    const fed = racks.flatMap((rack) => site.feedsOf(rack.id).filter((feed) => feed.name === name));
    const sources = new Set(fed.flatMap(({ from }) => sourceOf(site, from)));
    return sum([...sources], (source) => numberAttribute(source, 'ratedPowerW', 0));
  });
  const live = paths.filter((ratedW) => ratedW > 0);
  if (live.length === 0) return [];
  const basis = live.length === 1 ? 'its only power path' : 'the weaker of its two power paths alone';
  return [{ resource: 'power', asset: room, metric: 'dc.rack.power', unit: 'W', limit: Math.min(...live), basis }];
}

/** What limits a feed: the UPS before the device, or the device itself. */
function sourceOf(site: SiteModel, deviceId: string): Asset[] {
  const device = site.find(deviceId);
  if (!device) return [];
  const before = site.feedsOf(device.id).flatMap(({ from }) => site.find(from) ?? []);
  return before.length > 0 ? before : [device];
}

function coolingOf(site: SiteModel, whole: Asset): CapacityLimit[] {
  const ratings = site.ofKind('chiller').map((chiller) => numberAttribute(chiller, 'ratedCoolingW', 0));
  const spare = ratings.length > 1 ? Math.max(...ratings) : 0;
  const limit = ratings.reduce((all, each) => all + each, 0) - spare;
  if (limit <= 0) return [];
  const basis = ratings.length > 1 ? 'all chillers but one' : 'its only chiller';
  return [{ resource: 'cooling', asset: whole, metric: 'dc.chiller.cooling_power', unit: 'W', limit, basis }];
}

function spaceOf(site: SiteModel, place: Asset): CapacityLimit[] {
  const racks = site.inRoom(place.id).filter(({ kind }) => kind === 'rack');
  const limit = sum(racks, (rack) => numberAttribute(rack, 'heightU', 0));
  if (limit <= 0) return [];
  return [{ resource: 'space', asset: place, metric: '', unit: '{U}', limit, basis: 'units of its racks' }];
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
