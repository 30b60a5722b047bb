import type { Alert, AlertKind } from '../domain/alerting/alert.js';
import type { AlertLog } from '../ports/alert-log.js';
import type { Log } from '../ports/log.js';
import type { Metrics } from '../ports/metrics.js';
import { allFiring } from './all-firing.js';
import type { LiveEvents } from './live-events.js';

/** Records alerts that fired, got worse or resolved, and tells open screens about what is new of them. */
export class RaiseAlerts {
  constructor(
    private readonly alertLog: AlertLog,
    private readonly live: LiveEvents,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  /**
   * Durable on resolve. An alert that fires and is known already is a revision of it. Returns the changes of state that
   * had not been recorded before, so a replay tells nobody twice.
   */
  async raise(alerts: readonly Alert[]): Promise<readonly Alert[]> {
    const firing = alerts.filter(({ state }) => state === 'firing');
    const started = await this.#record('alerts firing', firing);
    const startedNow = new Set(started);
    await this.#revise(firing.filter((alert) => !startedNow.has(alert)));
    // Ends come last: an alert that is over cannot be revised, and no screen may see it fire again.
    const ended = await this.#record(
      'alerts resolved',
      alerts.filter(({ state }) => state === 'resolved'),
    );
    return [...started, ...ended];
  }

  /** Publishes how many alerts of a kind fire now. */
  gauge(kind: AlertKind, firing: number): void {
    this.metrics.gauge('alerts_firing', { kind }, firing);
  }

  /** All alerts that the log holds as firing. */
  firing(): Promise<readonly Alert[]> {
    return allFiring(this.alertLog);
  }

  async #record(message: string, alerts: readonly Alert[]): Promise<readonly Alert[]> {
    if (alerts.length === 0) return [];
    const recorded = await this.alertLog.record(alerts);
    const fresh = recorded.filter(({ isNew }) => isNew).map(({ alert }) => alert);
    this.#report(message, fresh);
    for (const alert of fresh) this.live.emit({ kind: 'alert', alert: await this.#acknowledged(alert) });
    return fresh;
  }

  async #revise(known: readonly Alert[]): Promise<void> {
    if (known.length === 0) return;
    const revised = await this.alertLog.revise(known);
    const escalated = revised.filter(({ escalatedFrom }) => escalatedFrom !== undefined);
    this.#report(
      'alerts escalated',
      escalated.map(({ alert }) => alert),
    );
    for (const { alert } of revised) this.live.emit({ kind: 'alert', alert });
  }

  #report(message: string, alerts: readonly Alert[]): void {
    if (alerts.length === 0) return;
    this.metrics.count('component_sent_total', { component: 'alerting' }, alerts.length);
    this.log.info(message, { alerts: alerts.length, first: alerts[0]?.summary });
  }

  /** An alert that has just fired cannot have been acknowledged; one that resolves may have been. */
  async #acknowledged(alert: Alert) {
    const known = alert.state === 'resolved' ? await this.alertLog.find(alert.id) : undefined;
    return { ...alert, acknowledgedBy: known?.acknowledgedBy, acknowledgedAt: known?.acknowledgedAt };
  }
}
