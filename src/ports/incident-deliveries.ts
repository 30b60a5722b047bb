import type { IncidentNotice } from '../domain/alerting/incidents/incident-notice.js';
import { NoticeDeliveries } from './notice-deliveries.js';

/** A receiver that an incident is, or will be, known to. */
export interface IncidentHearing {
  readonly incidentId: string;
  readonly receiver: string;
}

/** What each receiver is to be told of incidents and what it has confirmed. */
export abstract class IncidentDeliveries extends NoticeDeliveries<IncidentNotice> {
  /** Who is told, or will be, of any of these incidents: each pair once. */
  abstract hearings(incidentIds: readonly string[]): Promise<readonly IncidentHearing[]>;
}
