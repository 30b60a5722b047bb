import type { Alert } from '../alert.js';

/** Of the events of the one with fewer, so many must be the other's: a user under attack may mistype elsewhere, too. */
const LEAST_SHARE = 0.5;

/** Which alerts count the same events: a failed login counts at its source, at its user and at its machine. */
export class CommonEvents {
  readonly #partners = new Map<string, Set<string>>();

  /** Pairs of ids of alerts. */
  constructor(pairs: Iterable<readonly [string, string]>) {
    for (const [one, other] of pairs) {
      this.#add(one, other);
      this.#add(other, one);
    }
  }

  /** Whether one of these alerts counts what one of those does. */
  areIn(these: readonly Alert[], those: readonly Alert[]): boolean {
    if (this.#partners.size === 0) return false;
    return these.some(({ id }) => {
      const partners = this.#partners.get(id);
      return partners !== undefined && those.some((other) => partners.has(other.id));
    });
  }

  #add(one: string, other: string): void {
    const known = this.#partners.get(one);
    if (known) known.add(other);
    else this.#partners.set(one, new Set([other]));
  }
}

export const noCommonEvents = new CommonEvents([]);

/**
 * Whether two assets have seen the same events: by their moments, of which each event has one of its own wherever it is
 * counted.
 */
export function areSameEvents(one: readonly number[], other: readonly number[]): boolean {
  const [fewer, more] = one.length <= other.length ? [one, other] : [other, one];
  const moments = new Set(more);
  const common = fewer.filter((at) => moments.has(at)).length;
  return common > 0 && common >= LEAST_SHARE * fewer.length;
}
