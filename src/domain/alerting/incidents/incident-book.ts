import type { Alert } from '../alert.js';
import type { CausalMap } from './causal-map.js';
import { continueIncidents } from './continue-incidents.js';
import { groupByCause } from './group-by-cause.js';
import type { TimeToLimit } from './incident-report.js';
import { QUIET_HOLD_MS } from './incident-span.js';
import type { IncidentWithMembers } from './incident.js';

/** Alerts of one moment may reach the records this far apart: partitions and processes are not equally fast. */
const LATE_ALERT_MS = 30_000;
/** Event time after which nothing more is awaited: a backlog of months must not be held open. */
const LONG_OVER_MS = 86_400_000;

/**
 * The open incidents of a site. Their alerts, as they are known now, are grouped anew together with those that are new: what is
 * told late, and an end that is heard of late, count as if they had come in time. It knows event time; the wall clock only
 * bounds how long a quiet incident waits for more.
 */
export class IncidentBook {
  readonly #open: Map<string, IncidentWithMembers>;
  /** Those that are no longer open. */
  readonly #closed: IncidentWithMembers[];
  /** As they were taken up or first opened. */
  readonly #before: ReadonlyMap<string, IncidentWithMembers>;
  /** The latest event time of real and of simulated alerts: the twin may run ahead. */
  readonly #latest = { real: -Infinity, simulated: -Infinity };

  /** Takes open incidents up with their alerts as they are now, and alerts that belong to no incident yet. */
  constructor(map: CausalMap, incidents: readonly IncidentWithMembers[], alerts: readonly Alert[]) {
    const all = [...incidents.flatMap(({ members }) => members), ...alerts];
    const { open, merged } = continueIncidents(map, incidents, groupByCause(map, all));
    this.#before = new Map(incidents.map((incident) => [incident.id, incident]));
    this.#open = new Map(open.map((incident) => [incident.id, incident]));
    this.#closed = [...merged];
    for (const { simulated, startsAt, resolvedAt } of all) {
      const origin = simulated ? 'simulated' : 'real';
      this.#latest[origin] = Math.max(this.#latest[origin], resolvedAt ?? startsAt);
    }
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
      const { quietAt } = incident;
      if (quietAt === undefined) continue;
      // A clock that was ahead and was set right must not hold it open for as long.
      const quietSeenAt = Math.min(wallMs, incident.quietSeenAt ?? wallMs);
      if (this.#isOver(incident, quietAt, wallMs - quietSeenAt)) {
        const note = { at: quietAt, kind: 'resolved', text: 'all alerts are over' } as const;
        this.#open.delete(incident.id);
        this.#closed.push({ ...incident, state: 'resolved', resolvedAt: quietAt, notes: [...incident.notes, note] });
      } else if (quietSeenAt !== incident.quietSeenAt) {
        this.#open.set(incident.id, { ...incident, quietSeenAt });
      }
    }
  }

  /** What is no longer as it was taken up, open ones first. */
  changes(): readonly IncidentWithMembers[] {
    return [...this.open.filter((incident) => this.#before.get(incident.id) !== incident), ...this.#closed];
  }

  /** Those that are open now. */
  get open(): readonly IncidentWithMembers[] {
    return [...this.#open.values()];
  }

  #isOver({ simulated }: IncidentWithMembers, quietAt: number, waitedMs: number): boolean {
    if (waitedMs >= QUIET_HOLD_MS) return true;
    const quietMs = (simulated ? this.#latest.simulated : this.#latest.real) - quietAt;
    return quietMs > LONG_OVER_MS || (quietMs > QUIET_HOLD_MS && waitedMs >= LATE_ALERT_MS);
  }
}
