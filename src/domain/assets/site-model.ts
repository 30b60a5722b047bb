import { DomainError } from '../errors.js';
import type { Asset, PowerFeed } from './asset.js';
import { blastRadius, type Dependant } from './blast-radius.js';

/**
 * The assets of a site and how they depend on each other. Immutable: `withAsset` gives a new model. References are
 * taken as they are; `siteProblems` tells which of them are wrong.
 */
export class SiteModel {
  readonly #byId = new Map<string, Asset>();
  readonly #children = new Map<string, Asset[]>();
  readonly #fedBy = new Map<string, Asset[]>();
  readonly #cooledBy = new Map<string, Asset[]>();
  readonly #inZone = new Map<string, Asset[]>();

  /** `zoneNeeds`: how many CRAHs a cooling zone needs, by zone, as far as the site says so. */
  constructor(
    assets: Iterable<Asset>,
    private readonly zoneNeeds: ReadonlyMap<string, number> = new Map(),
  ) {
    for (const asset of assets) {
      this.#byId.set(asset.id, asset);
      if (asset.parentId !== null) add(this.#children, asset.parentId, asset);
      for (const from of new Set(asset.feeds.map((feed) => feed.from))) add(this.#fedBy, from, asset);
      for (const by of new Set(asset.cooledBy)) add(this.#cooledBy, by, asset);
      if (asset.coolingZone !== null) add(this.#inZone, asset.coolingZone, asset);
    }
  }

  get size(): number {
    return this.#byId.size;
  }

  find(id: string): Asset | undefined {
    return this.#byId.get(id);
  }

  /** In the order of `site.yaml`: a parent comes before its children. */
  all(): readonly Asset[] {
    return [...this.#byId.values()];
  }

  ofKind(kind: string): readonly Asset[] {
    return this.all().filter((asset) => asset.kind === kind);
  }

  children(id: string): readonly Asset[] {
    return this.#children.get(id) ?? [];
  }

  /** Ids from the site down to this asset; empty when it is unknown. */
  path(id: string): readonly string[] {
    return this.#lineage(id)
      .map((asset) => asset.id)
      .reverse();
  }

  /** The nearest asset of this kind that is the asset itself or holds it. */
  enclosing(id: string, kind: string): Asset | undefined {
    return this.#lineage(id).find((asset) => asset.kind === kind);
  }

  /** The room and everything inside it. */
  inRoom(roomId: string): readonly Asset[] {
    const room = this.find(roomId);
    return room ? [room, ...this.children(roomId).flatMap((child) => this.inRoom(child.id))] : [];
  }

  /** Its own power feeds, or those of the nearest asset around it that has some. */
  feedsOf(id: string): readonly PowerFeed[] {
    return this.#lineage(id).find((asset) => asset.feeds.length > 0)?.feeds ?? [];
  }

  /** Assets that the device supplies directly. */
  fedBy(id: string): readonly Asset[] {
    return this.#fedBy.get(id) ?? [];
  }

  /** Assets whose heat the device carries away directly. */
  cooledBy(id: string): readonly Asset[] {
    return this.#cooledBy.get(id) ?? [];
  }

  zones(): readonly string[] {
    return [...this.#inZone.keys()];
  }

  /** The cooling zone it stands in, its own or that of an asset around it. */
  zoneOf(id: string): string | undefined {
    return this.#lineage(id).find((asset) => asset.coolingZone !== null)?.coolingZone ?? undefined;
  }

  racksOfZone(zone: string): readonly Asset[] {
    return (this.#inZone.get(zone) ?? []).filter((asset) => asset.kind === 'rack');
  }

  crahsOfZone(zone: string): readonly Asset[] {
    return (this.#inZone.get(zone) ?? []).filter((asset) => asset.kind === 'crah');
  }

  /** How many of its CRAHs a zone needs. Where the site does not say so, all but one of two or more (N+1). */
  neededInZone(zone: string): number {
    return this.zoneNeeds.get(zone) ?? Math.max(1, this.crahsOfZone(zone).length - 1);
  }

  /** Everything that depends on the device through power, cooling or containment; nearest first, without itself. */
  blastRadius(id: string): readonly Dependant[] {
    return blastRadius(this, id);
  }

  /** The model with one asset more. `conflict` when the id is taken, `invalid_input` when the parent is unknown. */
  withAsset(asset: Asset): SiteModel {
    if (this.#byId.has(asset.id)) throw new DomainError('conflict', `An asset named "${asset.id}" exists already.`);
    if (asset.parentId === null || !this.#byId.has(asset.parentId)) {
      throw new DomainError('invalid_input', `There is no asset "${asset.parentId ?? ''}" to place "${asset.id}" in.`);
    }
    return new SiteModel([...this.#byId.values(), asset], this.zoneNeeds);
  }

  /** The asset, its parent, and so on up to the site. Ends at a repeated id, so that a cyclic file can be reported. */
  #lineage(id: string): Asset[] {
    const lineage: Asset[] = [];
    for (let asset = this.find(id); asset && !lineage.includes(asset); asset = this.find(asset.parentId ?? '')) {
      lineage.push(asset);
    }
    return lineage;
  }
}

function add(index: Map<string, Asset[]>, key: string, asset: Asset): void {
  const list = index.get(key);
  if (list) list.push(asset);
  else index.set(key, [asset]);
}
