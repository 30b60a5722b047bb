import type { Alert } from '../alert.js';
import type { CausalMap } from './causal-map.js';
import { mergeInto, openIncident, withAlert, withMembers } from './draft.js';
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
  /** As they were taken up or first opened. */
  readonly #before = new Map<string, IncidentWithMembers>();
  /** Open ones with alerts that their description does not know yet. */
  readonly #stale = new Set<string>();
  /** The latest event time of real and of simulated alerts: the twin may run ahead. */
  readonly #latest = { real: -Infinity, simulated: -Infinity };

  /** Takes up open incidents and brings them up to what is known of their alerts now. */
  constructor(
    private readonly map: CausalMap,
    open: readonly IncidentWithMembers[],
  ) {
    for (const incident of open) {
      this.#before.set(incident.id, incident);
      this.#open.set(incident.id, withMembers(map, incident, incident.members));
      for (const alert of incident.members) this.#see(alert);
    }
    for (const { id, causeAssetId } of open) {
      const current = this.#open.get(id);
      if (current && (current.causeAssetId !== causeAssetId || this.#hasTwin(current))) this.#mergeAround(current);
    }
  }

  /** Takes an alert that belongs to no incident yet. */
  take(alert: Alert): void {
    const nearest = this.#nearest(alert);
    const incident = nearest ? withAlert(this.map, nearest, alert) : openIncident(this.map, alert);
    this.#open.set(incident.id, incident);
    if (nearest) this.#stale.add(incident.id);
    this.#see(alert);
    if (incident.causeAssetId !== nearest?.causeAssetId || this.#hasTwin(incident)) this.#mergeAround(incident);
  }

  /** Notes when an open incident reaches its limits. */
  foresee(id: string, outlook: readonly TimeToLimit[]): void {
    const incident = this.#open.get(id);
    if (!incident || JSON.stringify(incident.report.outlook) === JSON.stringify(outlook)) return;
    this.#open.set(id, { ...incident, report: { ...incident.report, outlook } });
  }

  /** Ends what has been quiet for long enough, by event time or by the wall clock. */
  settle(wallMs: number): void {
    for (const incident of this.open) {
      const { quietAt, quietSeenAt } = incident;
      if (quietAt === undefined) continue;
      const latest = incident.simulated ? this.#latest.simulated : this.#latest.real;
      if (latest - quietAt > QUIET_HOLD_MS || wallMs - (quietSeenAt ?? wallMs) >= QUIET_HOLD_MS) {
        const note = { at: quietAt, kind: 'resolved', text: 'all alerts are over' } as const;
        this.#close({ ...incident, state: 'resolved', resolvedAt: quietAt, notes: [...incident.notes, note] });
      } else if (quietSeenAt === undefined) {
        this.#open.set(incident.id, { ...incident, quietSeenAt: wallMs });
      }
    }
  }

  /** What is no longer as it was taken up, open ones first. */
  changes(): readonly IncidentWithMembers[] {
    return [...this.open.filter((incident) => this.#before.get(incident.id) !== incident), ...this.#closed];
  }

  /** Those that are open now, described with all of their alerts. */
  get open(): readonly IncidentWithMembers[] {
    for (const id of this.#stale) {
      const incident = this.#open.get(id);
      if (incident) this.#open.set(id, withMembers(this.map, incident, incident.members));
    }
    this.#stale.clear();
    return [...this.#open.values()];
  }

  #nearest(alert: Alert): IncidentWithMembers | undefined {
    const near = [...this.#open.values()].flatMap((incident) => {
      const nearness = nearnessOf(this.map, incident, alert);
      return nearness === undefined ? [] : [{ incident, nearness }];
    });
    near.sort((left, right) => left.nearness - right.nearness || left.incident.startsAt - right.incident.startsAt);
    return near[0]?.incident;
  }

  /** Whether another one has alerts that count the same events. */
  #hasTwin({ id, members }: IncidentWithMembers): boolean {
    return [...this.#open.values()].some((other) => other.id !== id && this.map.events.areIn(members, other.members));
  }

  /** Two incidents of which the one's cause explains the other's are one, as are two about the same events; the older one stays. */
  #mergeAround(incident: IncidentWithMembers): void {
    let current = incident;
    for (const other of [...this.#open.values()]) {
      if (other.id === current.id) continue;
      const isOne =
        isExplainedBy(this.map, other, current) ||
        isExplainedBy(this.map, current, other) ||
        this.map.events.areIn(other.members, current.members);
      if (!isOne) continue;
      const isOlder = other.startsAt - current.startsAt || (other.id < current.id ? -1 : 1);
      const [older, younger] = isOlder < 0 ? [other, current] : [current, other];
      const { merged, remaining } = mergeInto(this.map, older, younger);
      this.#close(merged);
      this.#open.set(remaining.id, remaining);
      current = remaining;
    }
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
