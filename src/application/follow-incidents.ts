import type { AcknowledgedIncident, IncidentLog } from '../ports/incident-log.js';
import type { LiveEvents } from './live-events.js';

const MOST_OPEN = 1000;

/** Tells this process's listeners about incidents that another process groups, by looking at the log. */
export class FollowIncidents {
  /** Open incidents as last told; undefined before the first look, after which what it finds is no news. */
  #known: Map<string, string> | undefined;

  constructor(
    private readonly incidentLog: Pick<IncidentLog, 'list' | 'find'>,
    private readonly live: LiveEvents,
  ) {
    live.listen((event) => {
      if (event.kind === 'incident') this.#note(event.incident);
    });
  }

  async look(): Promise<void> {
    const open = await this.incidentLog.list({ states: ['open'], limit: MOST_OPEN });
    const before = this.#known;
    if (!before) {
      this.#known = new Map(open.map((incident) => [incident.id, JSON.stringify(incident)]));
      return;
    }
    for (const incident of open) {
      if (before.get(incident.id) !== JSON.stringify(incident)) this.live.emit({ kind: 'incident', incident });
    }
    const openIds = new Set(open.map(({ id }) => id));
    for (const id of [...before.keys()].filter((known) => !openIds.has(known))) {
      const incident = await this.incidentLog.find(id);
      if (incident) this.live.emit({ kind: 'incident', incident });
    }
  }

  /** Whoever emitted it, this process's listeners have heard of it now. */
  #note(incident: AcknowledgedIncident): void {
    if (incident.state === 'open') this.#known?.set(incident.id, JSON.stringify(incident));
    else this.#known?.delete(incident.id);
  }
}
