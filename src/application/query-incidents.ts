import { type TimelineEntry, timelineOf } from '../domain/alerting/incidents/timeline.js';
import { DomainError } from '../domain/errors.js';
import type { AcknowledgedAlert } from '../ports/alert-log.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { AcknowledgedIncident, IncidentLog, IncidentQuery } from '../ports/incident-log.js';
import type { LiveEvents } from './live-events.js';

/** An incident with all that is known of it. */
export interface IncidentView {
  readonly incident: AcknowledgedIncident;
  /** In the order in which they fired. */
  readonly members: readonly AcknowledgedAlert[];
  readonly timeline: readonly TimelineEntry[];
}

/** Reads the history of incidents, and lets an operator take one on. */
export class QueryIncidents {
  constructor(
    private readonly incidentLog: IncidentLog,
    private readonly audit: AuditLog,
    private readonly live: LiveEvents,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Newest start first. */
  list(query: IncidentQuery): Promise<readonly AcknowledgedIncident[]> {
    return this.incidentLog.list(query);
  }

  /** Throws `not_found` when there is no such incident. */
  async get(id: string): Promise<IncidentView> {
    const incident = await this.#find(id);
    const members = await this.incidentLog.membersOf(id);
    return { incident, members, timeline: timelineOf(incident, members) };
  }

  /**
   * Records that somebody looks after the incident. The first to acknowledge stays; a later call changes nothing. It is
   * audited before it takes effect, so that no acknowledgement is without its trace.
   */
  async acknowledge(id: string, actor: string): Promise<IncidentView> {
    const known = await this.#find(id);
    if (known.acknowledgedAt === undefined) {
      const at = this.clock.now();
      const details = { causeAssetId: known.causeAssetId, title: known.title };
      await this.audit.append({
        id: this.ids.next(),
        at,
        actor,
        action: 'incident.acknowledged',
        subject: id,
        details,
      });
      await this.incidentLog.acknowledge(id, actor, at);
      this.live.emit({ kind: 'incident', incident: await this.#find(id) });
    }
    return this.get(id);
  }

  async #find(id: string): Promise<AcknowledgedIncident> {
    const incident = await this.incidentLog.find(id);
    if (!incident) throw new DomainError('not_found', `there is no incident ${id}`);
    return incident;
  }
}
