import { type Asset, newAsset, type PowerFeed } from '../domain/assets/asset.js';
import type { PlacedProblem, YamlPath } from './yaml-text.js';
import type { CommonEntry, FeedsEntry, SiteFile } from './site.schema.js';

/** Where an asset is written, and where the feeds and the zone are that it takes over from what is around it. */
export interface AssetPlace {
  readonly path: YamlPath;
  readonly feeds?: YamlPath;
  readonly coolingZone?: YamlPath;
}

/** The assets of a site file in order, each with the place that it was written at. */
export class AssetList {
  readonly assets: Asset[] = [];
  readonly places: AssetPlace[] = [];
  readonly problems: PlacedProblem[] = [];

  add(path: YamlPath, known: Parameters<typeof newAsset>[0], inherited: Omit<AssetPlace, 'path'> = {}): Asset {
    const asset = newAsset(known);
    this.assets.push(asset);
    this.places.push({ path, ...inherited });
    return asset;
  }

  /** The entry of a table of types; a name that is not in it becomes a problem. */
  typeOf<T>(table: Readonly<Record<string, T>>, name: string, path: YamlPath): T | undefined {
    if (Object.hasOwn(table, name)) return table[name];
    const known = Object.keys(table).join(', ') || 'none';
    this.problems.push({ path, message: `there is no type "${name}"; known: ${known}` });
    return undefined;
  }
}

/** Numbers the members of ranges within one parent: `rack-01`, `rack-02`, ... */
export class Numbering {
  #last = 0;

  constructor(
    private readonly prefix: string,
    private readonly digits = 1,
  ) {}

  /** The members of a range, or the one entry that has its own id. */
  members(entry: CommonEntry): { id: string; index: number; name: string; aliases: string[] }[] {
    return Array.from({ length: entry.count ?? 1 }, (_, index) => {
      this.#last += 1;
      const own =
        entry.id === undefined ? undefined : entry.count === undefined ? entry.id : `${entry.id}-${index + 1}`;
      const id = own ?? `${this.prefix}-${String(this.#last).padStart(this.digits, '0')}`;
      const fill = (pattern: string) => pattern.replaceAll('{id}', id).replaceAll('{n}', String(index + 1));
      return { id, index, name: fill(entry.name ?? id), aliases: (entry.aliases ?? []).map(fill) };
    });
  }
}

export function feedsFrom(feeds: FeedsEntry | undefined): PowerFeed[] {
  return (['A', 'B'] as const).flatMap((name) => {
    const from = feeds?.[name];
    return from === undefined ? [] : [{ name, from }];
  });
}

/** The assets outside the rooms: the site, its weather station, central UPSs, the chiller plant, and whatever else is listed. */
export function addSiteLevel(list: AssetList, file: SiteFile): void {
  const site = file.name;
  const location = file.location;
  list.add(['name'], {
    id: site,
    name: file.title ?? site,
    kind: 'site',
    parentId: null,
    attributes: {
      timezone: file.timezone,
      ...(location && { latitude: location.latitude, longitude: location.longitude }),
    },
  });
  if (location?.weatherStation !== undefined) {
    list.add(['location', 'weatherStation'], { id: location.weatherStation, kind: 'weather', parentId: site });
  }
  const upsNumbers = new Numbering('ups');
  file.ups?.forEach((entry, i) => {
    for (const member of upsNumbers.members(entry)) {
      list.add(['ups', i], {
        ...identity(member),
        kind: 'ups',
        parentId: site,
        feeds: feedsFrom({ A: entry.from }),
        attributes: { ...entry.attributes, ratedPowerW: entry.ratedPowerW },
      });
    }
  });
}

/** The chiller plant; gives back the ids that every CRAH is cooled by. */
export function addPlant(list: AssetList, file: SiteFile): string[] {
  const plant = file.cooling?.plant;
  if (!plant) return [];
  const range = (key: Exclude<keyof typeof plant, 'chilledWaterSetpointC'>, kind: string, prefix: string) => ({
    add(cooledBy: string[], attributes: Asset['attributes']): string[] {
      return new Numbering(prefix).members(plant[key]).map((member) => {
        const all = { ...plant[key].attributes, ...attributes };
        list.add(['cooling', 'plant', key], {
          ...identity(member),
          kind,
          parentId: file.name,
          cooledBy,
          attributes: all,
        });
        return member.id;
      });
    },
  });
  const { towers, chillers, chilledWaterPumps, condenserWaterPumps, chilledWaterSetpointC } = plant;
  const towerIds = range('towers', 'tower', 'tower').add([], {
    ratedHeatW: towers.ratedHeatW,
    fanPowerW: towers.fanPowerW,
  });
  const condenserIds = range('condenserWaterPumps', 'pump', 'condenser-water-pump').add([], {
    circuit: 'condenser-water',
    ratedPowerW: condenserWaterPumps.ratedPowerW,
  });
  const chillerIds = range('chillers', 'chiller', 'chiller').add([...towerIds, ...condenserIds], {
    ratedCoolingW: chillers.ratedCoolingW,
    chilledWaterSetpointC,
  });
  const pumpIds = range('chilledWaterPumps', 'pump', 'chilled-water-pump').add([], {
    circuit: 'chilled-water',
    ratedPowerW: chilledWaterPumps.ratedPowerW,
  });
  return [...chillerIds, ...pumpIds];
}

/** The freely described assets at the end of the file. */
export function addOthers(list: AssetList, file: SiteFile): void {
  file.assets?.forEach((entry, i) => {
    list.add(['assets', i], {
      id: entry.id,
      name: entry.name ?? entry.id,
      kind: entry.kind,
      parentId: entry.parent,
      feeds: feedsFrom(entry.feeds),
      coolingZone: entry.zone ?? null,
      cooledBy: entry.cooledBy ?? [],
      workloads: entry.workloads ?? [],
      aliases: entry.aliases ?? [],
      attributes: entry.attributes ?? {},
    });
  });
}

/** The part of a range's member that goes into the asset as it is. */
export function identity({ id, name, aliases }: { id: string; name: string; aliases: string[] }) {
  return { id, name, aliases };
}
