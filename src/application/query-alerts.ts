import { DomainError } from '../domain/errors.js';
import type { AcknowledgedAlert, AlertLog, AlertQuery } from '../ports/alert-log.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { LiveEvents } from './live-events.js';

/** Reads the history of alerts, and lets an operator take one on. */
export class QueryAlerts {
  constructor(
    private readonly alertLog: AlertLog,
    private readonly audit: AuditLog,
    private readonly live: LiveEvents,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Newest start first. */
  list(query: AlertQuery): Promise<readonly AcknowledgedAlert[]> {
    return this.alertLog.list(query);
  }

  /** Throws `not_found` when there is no such alert. */
  async get(id: string): Promise<AcknowledgedAlert> {
    const alert = await this.alertLog.find(id);
    if (!alert) throw new DomainError('not_found', `there is no alert ${id}`);
    return alert;
  }

  /**
   * Records that somebody looks after the alert. The first to acknowledge stays; a later call changes nothing. It is
   * audited before it takes effect, so that no acknowledgement is without its trace.
   */
  async acknowledge(id: string, actor: string): Promise<AcknowledgedAlert> {
    const known = await this.get(id);
    if (known.acknowledgedAt !== undefined) return known;
    const at = this.clock.now();
    await this.audit.append({
      id: this.ids.next(),
      at,
      actor,
      action: 'alert.acknowledged',
      subject: id,
      details: { assetId: known.assetId, summary: known.summary },
    });
    await this.alertLog.acknowledge(id, actor, at);
    const alert = await this.get(id);
    this.live.emit({ kind: 'alert', alert });
    return alert;
  }
}
