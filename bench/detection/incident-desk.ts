import type { Alert } from '../../src/domain/alerting/alert.js';
import { CausalMap } from '../../src/domain/alerting/incidents/causal-map.js';
import { type CommonEvents, noCommonEvents } from '../../src/domain/alerting/incidents/common-events.js';
import { IncidentBook } from '../../src/domain/alerting/incidents/incident-book.js';
import type { IncidentWithMembers } from '../../src/domain/alerting/incidents/incident.js';
import type { SiteModel } from '../../src/domain/assets/site-model.js';

/** Groups alerts turn by turn as the service does, with plain memory in place of the records. */
export class IncidentDesk {
  readonly #alerts = new Map<string, Alert>();
  readonly #incidents = new Map<string, IncidentWithMembers>();
  readonly #grouped = new Set<string>();
  readonly #map: CausalMap;

  constructor(site: SiteModel) {
    this.#map = new CausalMap(site);
  }

  /** In the order in which they were opened. */
  get incidents(): readonly IncidentWithMembers[] {
    return [...this.#incidents.values()];
  }

  /** Those that were not merged into another one. */
  get standing(): readonly IncidentWithMembers[] {
    return this.incidents.filter(({ state }) => state !== 'merged');
  }

  /** One turn: takes what has changed since the last one, with what is known of events by then. */
  turn(changes: readonly Alert[], wallMs: number, events: CommonEvents = noCommonEvents): this {
    for (const alert of changes) this.#alerts.set(alert.id, alert);
    const open = this.incidents
      .filter(({ state }) => state === 'open')
      .map((incident) => ({ ...incident, members: incident.members.map((member) => this.#now(member)) }));
    const news = [...this.#alerts.values()].filter(({ id }) => !this.#grouped.has(id));
    for (const { id } of news) this.#grouped.add(id);
    const book = new IncidentBook(this.#map.withEvents(events), open, news);
    book.settle(wallMs);
    for (const incident of book.changes()) this.#incidents.set(incident.id, incident);
    return this;
  }

  #now(alert: Alert): Alert {
    return this.#alerts.get(alert.id) ?? alert;
  }
}
