import type { Alert } from '../domain/alerting/alert.js';
import type { IncidentNotice } from '../domain/alerting/incidents/incident-notice.js';
import { coverOfIncident, settleIncident } from '../domain/alerting/quiet/quiet-incident.js';
import type { Clock } from '../ports/clock.js';
import type { IncidentLog, IncidentTrouble } from '../ports/incident-log.js';
import type { Metrics } from '../ports/metrics.js';
import type { QuietGate } from './quiet-gate.js';

/** What is new of incidents, sorted by whether it is to be quiet about them. */
export interface QuietSorting {
  readonly tell: readonly IncidentNotice[];
  /** Never to be told. */
  readonly withhold: readonly IncidentNotice[];
}

/**
 * Keeps notices of covered incidents from all receivers. What is held is told to nobody and stays unnotified in the
 * incident log, so that a restart forgets none of it.
 */
export class QuietIncidents {
  constructor(
    private readonly incidentLog: Pick<IncidentLog, 'troublesOf'>,
    private readonly gate: QuietGate,
    private readonly system: { readonly clock: Clock; readonly metrics: Metrics },
  ) {}

  /** Sorts what is new, those of one incident in order; what is in neither list is held. */
  async sort(notices: readonly IncidentNotice[]): Promise<QuietSorting> {
    if (notices.length === 0) return { tell: [], withhold: [] };
    await this.gate.look();
    const byId = new Map<string, IncidentNotice[]>();
    for (const notice of notices) byId.set(notice.id, [...(byId.get(notice.id) ?? []), notice]);
    const troubles = await this.incidentLog.troublesOf([...byId.keys()]);
    const [tell, withhold] = [new Set<IncidentNotice>(), new Set<IncidentNotice>()];
    for (const [id, ofOne] of byId) {
      const reason = this.#reasonFor(troubles.get(id));
      const settled = settleIncident(ofOne, reason !== undefined);
      for (const notice of settled.tell) tell.add(notice);
      for (const notice of settled.withhold) withhold.add(notice);
      if (reason) this.#count(reason, settled.withhold.length);
    }
    return { tell: [...tell], withhold: [...withhold] };
  }

  /** None for an incident that has no alerts. */
  #reasonFor(trouble: IncidentTrouble | undefined) {
    const covers = (alert: Alert, at?: number) => this.gate.covers(alert, at);
    return trouble && coverOfIncident(trouble, covers, this.system.clock.now());
  }

  #count(reason: string, notices: number): void {
    if (notices > 0) {
      this.system.metrics.count('component_dropped_total', { component: 'notify-incidents', reason }, notices);
    }
  }
}
