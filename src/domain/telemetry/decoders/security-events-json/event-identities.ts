import type { SeriesMapping } from '../decoder.js';
import { keyOfTexts, type MappingCache } from '../mapping-cache.js';
import type { EventPoint } from './event-points.js';
import { fingerprint } from './fingerprint.js';
import type { SecurityEvent } from './security-event.js';

/** Who may become an asset of its own, and under which name. */
export interface EventIdentityOptions {
  /** Users and sources beyond this many are refused; so one who tries made-up names cannot fill the catalogue. */
  readonly maxEntities: number;
  /** The name under which a user is kept; absent: the user's own, in lower case. */
  readonly pseudonymOf?: (user: string) => string;
}

export const usualIdentities: EventIdentityOptions = { maxEntities: 10_000 };

/**
 * The series of an event's points. Hosts and doors are assets like any other, by their aliases; users and the sources of
 * failed logins are assets `user:NAME` and `source:ADDRESS`.
 */
export class EventIdentities {
  readonly #people = new Set<string>();

  constructor(
    private readonly series: MappingCache,
    private readonly options: EventIdentityOptions,
  ) {}

  refresh(): void {
    this.series.refresh();
  }

  /** The event with its user by the name that is kept, so that nothing is made of the other: no number that stands for it either. */
  named(event: SecurityEvent): SecurityEvent {
    if (event.kind === 'flow' || event.user === undefined) return event;
    return { ...event, user: (this.options.pseudonymOf ?? lowerCase)(event.user) };
  }

  /** What tells a text from others. Whoever knows the rest of it cannot find out the user by trying names. */
  markOf(text: string): string {
    return this.options.pseudonymOf?.(String(fingerprint(text))) ?? text;
  }

  /** Of a point of a `named` event. */
  mappingOf({ kind, entity, metric, component }: EventPoint): SeriesMapping {
    const asset = this.#assetOf(kind, entity);
    if (asset === undefined) {
      const message = `There are events of ${this.options.maxEntities} users and sources; more are not kept apart.`;
      return { kind: 'rejected', code: 'too_many_series', message };
    }
    const key = keyOfTexts(asset, metric, component);
    const known = this.series.find(key);
    if (known) return known;
    const labels = new Map([
      ['asset', asset],
      ['component', component],
      ['kind', kind],
    ]);
    return this.series.add(key, {
      format: 'plenum',
      name: metric,
      field: '',
      labels,
      unit: undefined,
      counter: 'none',
    });
  }

  #assetOf(kind: EventPoint['kind'], entity: string): string | undefined {
    if (kind === 'host' || kind === 'door') return entity;
    const asset = `${kind}:${entity}`;
    if (this.#people.has(asset)) return asset;
    if (this.#people.size >= this.options.maxEntities) return undefined;
    this.#people.add(asset);
    return asset;
  }
}

function lowerCase(name: string): string {
  return name.toLowerCase();
}
