import type { GiveFeedback } from '../application/give-feedback.js';
import type { LiveEvents } from '../application/live-events.js';
import type { ManageVersions } from '../application/manage-versions.js';
import { QueryAlerts } from '../application/query-alerts.js';
import { QueryIncidents } from '../application/query-incidents.js';
import { RelateAlerts } from '../application/relate-alerts.js';
import type { RedriveDeadLetters } from '../application/redrive-dead-letters.js';
import type { SiteAssets } from '../application/site-assets.js';
import type { BackEnds } from './back-ends.js';
import type { Kit } from './kit.js';

interface OperatingParts {
  readonly kit: Kit;
  readonly backEnds: Pick<BackEnds, 'alertLog' | 'incidentLog' | 'auditLog' | 'deadLetters' | 'detectorOrders'>;
  readonly siteAssets: SiteAssets;
  readonly live: LiveEvents;
  readonly redrive: RedriveDeadLetters;
  readonly orders: { readonly feedback: GiveFeedback; readonly versions: ManageVersions };
}

/** What the REST API shows of the records alone, and what an operator does there. */
export function buildOperating({ kit, backEnds, siteAssets, live, redrive, orders }: OperatingParts) {
  const { alertLog, incidentLog, auditLog, deadLetters, detectorOrders } = backEnds;
  return {
    siteAssets,
    deadLetters,
    auditLog,
    redrive,
    feedback: orders.feedback,
    versions: orders.versions,
    alerts: new QueryAlerts(alertLog, auditLog, live, kit.ids, kit.clock),
    incidents: new QueryIncidents(incidentLog, auditLog, live, kit.ids, kit.clock),
    relate: new RelateAlerts(incidentLog, detectorOrders),
  };
}
