import type { Alert } from '../alert.js';
import { type AlertGroup, byFiring, groupWith, joinGroups, newGroup, reweighed } from './alert-group.js';
import type { CausalMap } from './causal-map.js';
import { isExplainedBy } from './explained-by.js';
import { nearnessOf } from './nearness.js';

/**
 * Groups alerts by what has caused them: each, in the order in which they fired, goes to the group that explains it or opens
 * one. The same alerts make the same groups in whatever order they have come, so nothing depends on which of two processes
 * was the faster one.
 */
export function groupByCause(map: CausalMap, alerts: readonly Alert[]): readonly AlertGroup[] {
  const grouping = new Grouping(map);
  for (const alert of [...alerts].sort(byFiring)) grouping.take(alert);
  return grouping.end();
}

class Grouping {
  readonly #groups = new Set<AlertGroup>();

  constructor(private readonly map: CausalMap) {}

  take(alert: Alert): void {
    const nearest = this.#nearest(alert);
    const group = nearest ? groupWith(this.map, nearest, alert) : newGroup(alert);
    this.#replace(nearest, group);
    if (group.causeAssetId !== nearest?.causeAssetId || this.#hasTwin(group)) this.#joinAround(group);
  }

  end(): readonly AlertGroup[] {
    for (const group of [...this.#groups]) {
      // It may have been joined to another one that was looked at before it.
      if (!this.#groups.has(group)) continue;
      const current = reweighed(this.map, group);
      this.#replace(group, current);
      if (current !== group) this.#joinAround(current);
    }
    return [...this.#groups];
  }

  #nearest(alert: Alert): AlertGroup | undefined {
    let nearest: { group: AlertGroup; nearness: number } | undefined;
    for (const group of this.#groups) {
      const nearness = nearnessOf(this.map, group, alert);
      if (nearness === undefined || (nearest && !isNearer({ group, nearness }, nearest))) continue;
      nearest = { group, nearness };
    }
    return nearest?.group;
  }

  /** Whether another one has alerts that count the same events. */
  #hasTwin({ members }: AlertGroup): boolean {
    return [...this.#groups].some(
      (other) => other.members !== members && this.map.events.areIn(members, other.members),
    );
  }

  /** Two groups of which the one's cause explains the other's are one, as are two about the same events. */
  #joinAround(group: AlertGroup): void {
    let current = group;
    for (const other of [...this.#groups]) {
      if (other === current || !this.#groups.has(other)) continue;
      if (!this.#haveOneCause(current, other)) continue;
      const joined = joinGroups(this.map, current, other);
      this.#groups.delete(other);
      this.#replace(current, joined);
      current = joined;
    }
  }

  #haveOneCause(one: AlertGroup, other: AlertGroup): boolean {
    return (
      isExplainedBy(this.map, other, one) ||
      isExplainedBy(this.map, one, other) ||
      this.map.events.areIn(one.members, other.members)
    );
  }

  #replace(group: AlertGroup | undefined, by: AlertGroup): void {
    if (group) this.#groups.delete(group);
    this.#groups.add(by);
  }
}

interface Near {
  readonly group: AlertGroup;
  readonly nearness: number;
}

/** Of two that are as near, the one that began first. */
function isNearer(one: Near, other: Near): boolean {
  return (one.nearness - other.nearness || one.group.startsAt - other.group.startsAt) < 0;
}
