import { type EventSeries, FindCommonEvents } from '../application/find-common-events.js';
import { ForeseeInlets } from '../application/foresee-inlets.js';
import { GroupAlerts } from '../application/group-alerts.js';
import type { InForce } from '../application/in-force.js';
import type { LiveEvents } from '../application/live-events.js';
import type { AlertingConfig } from '../config/alerting-config.js';
import type { SiteModel } from '../domain/assets/site-model.js';
import type { IncidentLog } from '../ports/incident-log.js';
import type { Loop } from '../ports/loop.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import type { Kit } from './kit.js';

interface GroupingParts {
  readonly kit: Kit;
  readonly backEnds: { readonly incidentLog: IncidentLog };
  readonly store: TelemetryStore;
  /** The site as it is now. */
  readonly model: () => SiteModel;
  readonly series: EventSeries;
  readonly live: LiveEvents;
  readonly alerting: InForce<AlertingConfig>;
}

/** Makes the loop that groups alerts into incidents: once in embedded mode, for each term of the lease in distributed mode. */
export function groupingMaker({ kit, backEnds, store, model, series, live, alerting }: GroupingParts): () => Loop {
  const now = { model, runbooks: () => alerting.current.runbooks };
  return () => {
    const telemetry = {
      inlets: new ForeseeInlets(store),
      events: new FindCommonEvents(store, series, kit.clock),
    };
    return new GroupAlerts(backEnds.incidentLog, telemetry, now, live, kit);
  };
}
