import type { Alert, AlertKind } from '../domain/alerting/alert.js';
import type { AlertLog } from '../ports/alert-log.js';
import type { Log } from '../ports/log.js';
import type { Metrics } from '../ports/metrics.js';
import type { LiveEvents } from './live-events.js';

const PAGE = 500;

/** Records alerts that fired or resolved, and tells open screens about those that are new. */
export class RaiseAlerts {
  constructor(
    private readonly alertLog: AlertLog,
    private readonly live: LiveEvents,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  /** Durable on resolve. Returns the changes that had not been recorded before, so a replay tells nobody twice. */
  async raise(alerts: readonly Alert[]): Promise<readonly Alert[]> {
    if (alerts.length === 0) return [];
    const recorded = await this.alertLog.record(alerts);
    const fresh = recorded.filter(({ isNew }) => isNew).map(({ alert }) => alert);
    if (fresh.length === 0) return [];
    const fired = fresh.filter(({ state }) => state === 'firing').length;
    this.metrics.count('component_sent_total', { component: 'alerting' }, fresh.length);
    this.log.info('alerts changed', { fired, resolved: fresh.length - fired, first: fresh[0]?.summary });
    for (const alert of fresh) this.live.emit({ kind: 'alert', alert: await this.#acknowledged(alert) });
    return fresh;
  }

  /** Publishes how many alerts of a kind fire now. */
  gauge(kind: AlertKind, firing: number): void {
    this.metrics.gauge('alerts_firing', { kind }, firing);
  }

  /** All alerts that the log holds as firing. */
  async firing(): Promise<readonly Alert[]> {
    const firing: Alert[] = [];
    for (;;) {
      const last = firing.at(-1);
      const before = last ? { before: { startsAt: last.startsAt, id: last.id } } : {};
      const page = await this.alertLog.list({ states: ['firing'], limit: PAGE, ...before });
      firing.push(...page);
      if (page.length < PAGE) return firing;
    }
  }

  /** An alert that has just fired cannot have been acknowledged; one that resolves may have been. */
  async #acknowledged(alert: Alert) {
    const known = alert.state === 'resolved' ? await this.alertLog.find(alert.id) : undefined;
    return { ...alert, acknowledgedBy: known?.acknowledgedBy, acknowledgedAt: known?.acknowledgedAt };
  }
}
