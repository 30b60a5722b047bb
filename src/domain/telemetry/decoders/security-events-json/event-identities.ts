import type { SeriesMapping } from '../decoder.js';
import { keyOfTexts, type MappingCache } from '../mapping-cache.js';
import type { EventPoint } from './event-points.js';
import { fingerprint } from './fingerprint.js';
import { RecentNames } from './recent-names.js';
import type { SecurityEvent } from './security-event.js';

/** Who may become an asset of its own, and under which name. */
export interface EventIdentityOptions {
  /** So many users, and as many sources, are told apart; events of further ones are refused. */
  readonly maxEntities: number;
  /** The name under which a user is kept; absent: the user's own, in lower case. */
  readonly pseudonymOf?: (user: string) => string;
}

export const usualIdentities: EventIdentityOptions = { maxEntities: 10_000 };

const DAY_MS = 86_400_000;
/**
 * Of the users who are told apart, how many more may be without a login or badge that went well. Whoever tries made-up
 * names takes the places of such ones only, and cannot fill the catalogue: a place is free again after a day.
 */
const SHARE_TRIED = 0.1;
const TRIED_QUIET_MS = DAY_MS;
/** A source's counts have ended by then, and it begins anew. */
const SOURCE_QUIET_MS = 30 * DAY_MS;
/** Made-up names have none of these. */
const provesUser: ReadonlySet<string> = new Set(['event.login.succeeded', 'event.badge.granted']);

/**
 * The series of an event's points. Hosts and doors are assets like any other, by their aliases; users and the sources of
 * failed logins are assets `user:NAME` and `source:ADDRESS`.
 */
export class EventIdentities {
  readonly #users = new Set<string>();
  /** Users of whom only failures were seen. */
  readonly #tried: RecentNames;
  readonly #sources: RecentNames;
  #now = 0;

  constructor(
    private readonly series: MappingCache,
    private readonly options: EventIdentityOptions,
  ) {
    this.#tried = new RecentNames(Math.ceil(options.maxEntities * SHARE_TRIED), TRIED_QUIET_MS);
    this.#sources = new RecentNames(options.maxEntities, SOURCE_QUIET_MS);
  }

  /** To be called before each body, with the time at which it came. */
  refresh(now: number): void {
    this.#now = now;
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
  mappingOf(point: EventPoint): SeriesMapping {
    const { kind, metric, component } = point;
    const asset = this.#assetOf(point);
    if (asset === undefined) {
      const message = `There are events of as many ${kind}s as are told apart (up to ${this.options.maxEntities}).`;
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

  #assetOf({ kind, entity, metric }: EventPoint): string | undefined {
    if (kind === 'host' || kind === 'door') return entity;
    const isToldApart = kind === 'user' ? this.#seeUser(entity, metric) : this.#sources.see(entity, this.#now);
    return isToldApart ? `${kind}:${entity}` : undefined;
  }

  #seeUser(user: string, metric: string): boolean {
    if (this.#users.has(user)) return true;
    if (!provesUser.has(metric) || this.#users.size >= this.options.maxEntities) {
      return this.#tried.see(user, this.#now);
    }
    this.#tried.forget(user);
    this.#users.add(user);
    return true;
  }
}

function lowerCase(name: string): string {
  return name.toLowerCase();
}
