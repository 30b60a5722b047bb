import type { AcknowledgedAlert, AlertLog } from '../ports/alert-log.js';
import type { LiveEvents } from './live-events.js';

const PAGE = 500;

/**
 * Tells this process's listeners about alerts that other processes have raised, by looking at the log. An alert that
 * fires and resolves between two looks is not told; it is in the log all the same.
 */
export class FollowAlerts {
  /** Alerts that fire, as last told; undefined before the first look, after which what it finds is no news. */
  #known: Map<string, AcknowledgedAlert> | undefined;

  constructor(
    private readonly alertLog: AlertLog,
    private readonly live: LiveEvents,
  ) {
    live.listen((event) => {
      if (event.kind === 'alert') this.#note(event.alert);
    });
  }

  async look(): Promise<void> {
    const firing = await this.#firing();
    const before = this.#known;
    if (!before) {
      this.#known = firing;
      return;
    }
    for (const alert of firing.values()) {
      const known = before.get(alert.id);
      if (!known || known.acknowledgedAt !== alert.acknowledgedAt) this.live.emit({ kind: 'alert', alert });
    }
    for (const id of [...before.keys()].filter((known) => !firing.has(known))) {
      const alert = await this.alertLog.find(id);
      if (alert) this.live.emit({ kind: 'alert', alert });
    }
  }

  /** Whoever emitted it, this process's listeners have heard of it now. */
  #note(alert: AcknowledgedAlert): void {
    if (alert.state === 'firing') this.#known?.set(alert.id, alert);
    else this.#known?.delete(alert.id);
  }

  async #firing(): Promise<Map<string, AcknowledgedAlert>> {
    const firing: AcknowledgedAlert[] = [];
    for (;;) {
      const last = firing.at(-1);
      const before = last ? { before: { startsAt: last.startsAt, id: last.id } } : {};
      const page = await this.alertLog.list({ states: ['firing'], limit: PAGE, ...before });
      firing.push(...page);
      if (page.length < PAGE) return new Map(firing.map((alert) => [alert.id, alert]));
    }
  }
}
