import { CausalMap } from '../domain/alerting/incidents/causal-map.js';
import { IncidentBook } from '../domain/alerting/incidents/incident-book.js';
import type { IncidentWithMembers } from '../domain/alerting/incidents/incident.js';
import type { RunbookRule } from '../domain/alerting/runbooks/runbook.js';
import type { SiteModel } from '../domain/assets/site-model.js';
import type { Clock } from '../ports/clock.js';
import type { IncidentLog } from '../ports/incident-log.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { FindCommonEvents } from './find-common-events.js';
import type { ForeseeInlets } from './foresee-inlets.js';
import type { LiveEvents } from './live-events.js';
import { WakefulLoop } from './wakeful-loop.js';

/** Alerts looked at together. */
const PAGE = 500;
/** How often open incidents are looked at although no alert has been seen to change: their outlook does. */
const OPEN_POLL_MS = 15_000;
const IDLE_POLL_MS = 30_000;

/**
 * Groups the alerts of the log into incidents. Each turn starts from the records and ends with one transaction, so a
 * process may die at any moment and another one go on.
 */
export class GroupAlerts implements Loop {
  readonly name = 'group alerts';
  readonly #loop: WakefulLoop;
  #map: CausalMap | undefined;
  #unlisten = () => {};

  constructor(
    private readonly incidentLog: IncidentLog,
    /** What telemetry says beyond the alerts. */
    private readonly telemetry: {
      readonly inlets: Pick<ForeseeInlets, 'of'>;
      readonly events: Pick<FindCommonEvents, 'among'>;
    },
    /** The site and what its operators do about which cause, as they are now. */
    private readonly now: { readonly model: () => SiteModel; readonly runbooks: () => readonly RunbookRule[] },
    private readonly live: LiveEvents,
    private readonly system: { readonly clock: Clock; readonly log: Log },
  ) {
    this.#loop = new WakefulLoop(this.name, () => this.turn(), system.clock, system.log);
  }

  async start(): Promise<void> {
    this.#unlisten = this.live.listen(({ kind }) => {
      if (kind === 'alert') this.#loop.wake();
    });
    await this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#unlisten();
    await this.#loop.stop();
  }

  /** Groups what is new and brings open incidents up to date. Returns how long to wait before the next turn. */
  async turn(): Promise<number> {
    const alerts = await this.incidentLog.ungrouped(PAGE);
    const open = await this.incidentLog.open();
    const events = await this.telemetry.events.among(alerts, open);
    const book = new IncidentBook(this.#causalMap().withEvents(events), open, alerts);
    for (const incident of book.open) book.foresee(incident.id, await this.telemetry.inlets.of(incident));
    book.settle(this.system.clock.now());
    await this.incidentLog.record(book.changes());
    await this.#show(book.changes());
    if (alerts.length === PAGE) return 0;
    return book.open.length > 0 ? OPEN_POLL_MS : IDLE_POLL_MS;
  }

  async #show(changes: readonly IncidentWithMembers[]): Promise<void> {
    for (const { id } of changes) {
      const incident = await this.incidentLog.find(id);
      if (incident) this.live.emit({ kind: 'incident', incident });
    }
    if (changes.length > 0) {
      this.system.log.info('incidents changed', { incidents: changes.length, first: changes[0]?.title });
    }
  }

  #causalMap(): CausalMap {
    const [model, runbooks] = [this.now.model(), this.now.runbooks()];
    if (this.#map?.site !== model || this.#map.runbooks !== runbooks) this.#map = new CausalMap(model, runbooks);
    return this.#map;
  }
}
