export type AttributeValue = string | number | boolean;

/** Place on the floor of its room in metres, from the top left corner. */
export interface Position {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly depth: number;
}

/** One of the two independent power paths of an asset, and the device that supplies it. */
export interface PowerFeed {
  readonly name: 'A' | 'B';
  readonly from: string;
}

/** A thing in the data centre, from the site itself down to one server. */
export interface Asset {
  readonly id: string;
  readonly name: string;
  /** site, room, row, rack, server, pdu, ups, crah, chiller, tower, pump, weather, host, unknown, or a site's own word. */
  readonly kind: string;
  /** Null for the site only. */
  readonly parentId: string | null;
  readonly position: Position | null;
  /** Lowest rack unit that the device occupies. */
  readonly rackUnit: number | null;
  readonly feeds: readonly PowerFeed[];
  readonly coolingZone: string | null;
  /** Devices that carry this one's heat away: chillers and pumps for a CRAH, towers and pumps for a chiller. */
  readonly cooledBy: readonly string[];
  readonly workloads: readonly string[];
  /** Other names under which telemetry speaks of it. */
  readonly aliases: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** An asset from what is known of it; the rest is empty and its name is its id. */
export function newAsset(known: Pick<Asset, 'id' | 'kind' | 'parentId'> & Partial<Asset>): Asset {
  return {
    name: known.id,
    position: null,
    rackUnit: null,
    feeds: [],
    coolingZone: null,
    cooledBy: [],
    workloads: [],
    aliases: [],
    attributes: {},
    ...known,
  };
}

/** A numeric attribute, or the fallback when it is absent or not a number. */
export function numberAttribute(asset: Asset, name: string, fallback: number): number {
  const value = asset.attributes[name];
  return typeof value === 'number' ? value : fallback;
}
