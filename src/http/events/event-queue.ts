import type { LiveEvent } from '../../application/live-events.js';
import type { PresentAlerts } from '../alerts/present-alerts.js';
import type { PresentIncidents } from '../incidents/present-incidents.js';

/** A stream of which so many events wait to be presented is of no use to anybody. */
const mostWaiting = 10_000;

/** How what happened is shown. */
export interface Presenters {
  readonly alerts: Pick<PresentAlerts, 'all'>;
  readonly incidents: Pick<PresentIncidents, 'all'>;
}

/** Where events of one client go. */
export interface EventOutlet {
  readonly send: (event: LiveEvent['kind'], data: unknown) => void;
  /** Events are lost: the client must connect anew, and read what it missed. */
  readonly giveUp: () => void;
}

/** Passes events on in their order; what comes while others are being presented is presented together. */
export class EventQueue {
  #waiting: LiveEvent[] = [];
  #isBusy = false;

  constructor(
    private readonly present: Presenters,
    private readonly outlet: EventOutlet,
  ) {}

  push(event: LiveEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length > mostWaiting) this.#giveUp();
    else if (!this.#isBusy) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#isBusy = true;
    try {
      while (this.#waiting.length > 0) await this.#passOn(this.#nextRun());
    } catch {
      // Why the records cannot be read, their readiness tells; this client reads anew when it is back.
      this.#giveUp();
    } finally {
      this.#isBusy = false;
    }
  }

  /** The first events of one kind. */
  #nextRun(): readonly LiveEvent[] {
    const other = this.#waiting.findIndex(({ kind }) => kind !== this.#waiting[0]?.kind);
    return this.#waiting.splice(0, other < 0 ? this.#waiting.length : other);
  }

  async #passOn(run: readonly LiveEvent[]): Promise<void> {
    const { alerts, incidents } = this.present;
    const { send } = this.outlet;
    const shownAlerts = run.flatMap((event) => (event.kind === 'alert' ? [event.alert] : []));
    if (shownAlerts.length > 0) for (const alert of await alerts.all(shownAlerts)) send('alert', alert);
    const shownIncidents = run.flatMap((event) => (event.kind === 'incident' ? [event.incident] : []));
    if (shownIncidents.length > 0) for (const one of await incidents.all(shownIncidents)) send('incident', one);
    // One look at what is quiet now is enough, however often it has changed.
    if (run.some(({ kind }) => kind === 'quiet')) send('quiet', {});
    for (const event of run) if (event.kind === 'twin') send('twin', { change: event.change });
  }

  #giveUp(): void {
    this.#waiting = [];
    this.outlet.giveUp();
  }
}
