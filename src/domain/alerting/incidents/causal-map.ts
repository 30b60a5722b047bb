import { type CommonEvents, noCommonEvents } from './common-events.js';
import { mediumOf, type Medium } from './medium.js';
import type { RunbookRule } from '../runbooks/runbook.js';
import type { SiteModel } from '../../assets/site-model.js';

/** Assets that hold others without supplying them: what is measured on them is a sum over what stands inside. */
const containerKinds: ReadonlySet<string> = new Set(['site', 'room', 'row']);

/**
 * What is known of a site: what depends on what, what is done about which cause, and which alerts count the same events.
 * Blast radii that are asked for again and again are found once.
 */
export class CausalMap {
  #radii = new Map<string, ReadonlySet<string>>();

  constructor(
    readonly site: SiteModel,
    /** What operators say about causes. */
    readonly runbooks: readonly RunbookRule[] = [],
    readonly events: CommonEvents = noCommonEvents,
  ) {}

  /** The same site with what is known of events now. */
  withEvents(events: CommonEvents): CausalMap {
    const next = new CausalMap(this.site, this.runbooks, events);
    next.#radii = this.#radii;
    return next;
  }

  isContainer(id: string): boolean {
    return containerKinds.has(this.site.find(id)?.kind ?? '');
  }

  /** How trouble of the asset reaches others. */
  mediumOf(id: string): Medium {
    return mediumOf(this.site, id);
  }

  /** Whether the asset is inside the blast radius of another one. A container has none: it supplies nothing. */
  reaches(from: string, to: string): boolean {
    return this.#radiusOf(from).has(to);
  }

  /** Whether two suppliers carry the same load: CRAHs of one zone, PDUs of feeds A and B, chillers of one plant. */
  shareLoad(one: string, other: string): boolean {
    const medium = this.mediumOf(one);
    if (medium === 'containment' || medium !== this.mediumOf(other)) return false;
    const [smaller, larger] = [this.#radiusOf(one), this.#radiusOf(other)].sort((a, b) => a.size - b.size);
    return [...(smaller ?? [])].some((id) => larger?.has(id) === true);
  }

  /** Whether two assets live on the same supply: racks of one cooling zone, or of one power feed. */
  shareSupply(one: string, other: string, medium: Medium): boolean {
    if (medium === 'cooling') {
      const zone = this.site.zoneOf(one);
      return zone !== undefined && zone === this.site.zoneOf(other);
    }
    if (medium === 'containment') return false;
    const feeds = this.site.feedsOf(one).map(({ from }) => from);
    return this.site.feedsOf(other).some(({ from }) => feeds.includes(from));
  }

  #radiusOf(id: string): ReadonlySet<string> {
    const known = this.#radii.get(id);
    if (known) return known;
    const dependants = this.isContainer(id) ? [] : this.site.blastRadius(id);
    const radius = new Set(dependants.map(({ asset }) => asset.id));
    this.#radii.set(id, radius);
    return radius;
  }
}
