import type { Alert } from '../alert.js';
import type { CausalMap } from './causal-map.js';
import { mergeInto, openIncident, withMembers } from './draft.js';
import { QUIET_HOLD_MS } from './incident-span.js';
import { nearnessOf } from './nearness.js';
import type { TimeToLimit } from './incident-report.js';
import type { IncidentWithMembers } from './incident.js';
import { isExplainedBy } from './explained-by.js';

/**
 * The open incidents of a site: takes alerts in the order in which they fired, each into the incident that explains it or
 * into a new one. It knows event time; the wall clock only bounds how long a quiet incident waits for more.
 */
export class IncidentBook {
  readonly #open = new Map<string, IncidentWithMembers>();
  /** Those that are no longer open. */
  readonly #closed: IncidentWithMembers[] = [];
  readonly #touched = new Set<string>();
  /** The latest event time of real and of simulated alerts: the twin may run ahead. */
  readonly #latest = { real: -Infinity, simulated: -Infinity };

  /** Takes up open incidents, brought up to what is known of their alerts now. */
  constructor(
    private readonly map: CausalMap,
    open: readonly IncidentWithMembers[],
  ) {
    for (const incident of open) {
      const current = withMembers(map, incident, incident.members);
      this.#open.set(incident.id, current);
      if (current !== incident) this.#touched.add(incident.id);
      for (const alert of incident.members) this.#see(alert);
    }
  }

  /** Takes an alert that belongs to no incident yet. */
  take(alert: Alert): void {
    const nearest = this.#nearest(alert);
    const incident = nearest
      ? withMembers(this.map, nearest, [...nearest.members, alert])
      : openIncident(this.map, alert);
    this.#put(incident);
    this.#see(alert);
    if (incident.causeAssetId !== nearest?.causeAssetId) this.#mergeAround(incident);
  }

  /** Notes when an open incident reaches its limits. */
  foresee(id: string, outlook: readonly TimeToLimit[]): void {
    const incident = this.#open.get(id);
    if (!incident || JSON.stringify(incident.report.outlook) === JSON.stringify(outlook)) return;
    this.#put({ ...incident, report: { ...incident.report, outlook } });
  }

  /** Ends what has been quiet for long enough, by event time or by the wall clock. */
  settle(wallMs: number): void {
    for (const incident of [...this.#open.values()]) {
      const { quietAt, quietSeenAt } = incident;
      if (quietAt === undefined) continue;
      const latest = incident.simulated ? this.#latest.simulated : this.#latest.real;
      if (latest - quietAt > QUIET_HOLD_MS || wallMs - (quietSeenAt ?? wallMs) >= QUIET_HOLD_MS) {
        const note = { at: quietAt, kind: 'resolved', text: 'all alerts are over' } as const;
        this.#close({ ...incident, state: 'resolved', resolvedAt: quietAt, notes: [...incident.notes, note] });
      } else if (quietSeenAt === undefined) {
        this.#put({ ...incident, quietSeenAt: wallMs });
      }
    }
  }

  /** What is no longer as it was taken up, open ones first. */
  changes(): readonly IncidentWithMembers[] {
    return [...[...this.#open.values()].filter(({ id }) => this.#touched.has(id)), ...this.#closed];
  }

  /** Those that are open now. */
  get open(): readonly IncidentWithMembers[] {
    return [...this.#open.values()];
  }

  #nearest(alert: Alert): IncidentWithMembers | undefined {
    const near = this.open.flatMap((incident) => {
      const nearness = nearnessOf(this.map, incident, alert);
      return nearness === undefined ? [] : [{ incident, nearness }];
    });
    near.sort((left, right) => left.nearness - right.nearness || left.incident.startsAt - right.incident.startsAt);
    return near[0]?.incident;
  }

  /** Two incidents of which the one's cause explains the other's are one; the older one stays. */
  #mergeAround(incident: IncidentWithMembers): void {
    let current = incident;
    for (const other of this.open) {
      if (other.id === current.id) continue;
      if (!isExplainedBy(this.map, other, current) && !isExplainedBy(this.map, current, other)) continue;
      const isOlder = other.startsAt - current.startsAt || (other.id < current.id ? -1 : 1);
      const [older, younger] = isOlder < 0 ? [other, current] : [current, other];
      const { merged, remaining } = mergeInto(this.map, older, younger);
      this.#close(merged);
      this.#put(remaining);
      current = remaining;
    }
  }

  #put(incident: IncidentWithMembers): void {
    this.#open.set(incident.id, incident);
    this.#touched.add(incident.id);
  }

  #close(incident: IncidentWithMembers): void {
    this.#open.delete(incident.id);
    this.#closed.push(incident);
  }

  #see({ simulated, startsAt, resolvedAt }: Alert): void {
    const origin = simulated ? 'simulated' : 'real';
    this.#latest[origin] = Math.max(this.#latest[origin], resolvedAt ?? startsAt);
  }
}
