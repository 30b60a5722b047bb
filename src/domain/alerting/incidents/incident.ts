import type { Alert, AlertSeverity } from '../alert.js';
import type { IncidentReport } from './incident-report.js';

/** `merged`: another incident has the same cause and has taken its alerts over. */
export const incidentStates = ['open', 'resolved', 'merged'] as const;
export type IncidentState = (typeof incidentStates)[number];

/** Something that happened to an incident as a whole; what happened to its alerts is in the alerts. */
export interface IncidentNote {
  /** Event time, epoch ms. */
  readonly at: number;
  /** `spread`: it has reached another room, or has alerts of another kind. */
  readonly kind: 'opened' | 'cause' | 'severity' | 'spread' | 'merged' | 'resolved';
  readonly text: string;
  /** How the incident stood before; of a change of cause or severity. Absent in what older releases have recorded. */
  readonly before?: IncidentStanding;
}

/** By what receivers know an incident that is open. */
export interface IncidentStanding {
  readonly severity: AlertSeverity;
  readonly causeAssetId: string;
}

/** Alerts that have one cause, told as one trouble. Its id is derived from its first alert: a replay makes the same one. */
export interface Incident {
  readonly id: string;
  readonly state: IncidentState;
  /** The incident that has taken this one over; only when `merged`. */
  readonly mergedInto: string | undefined;
  readonly severity: AlertSeverity;
  /** The supposed cause first, then what it has done: `hall-1-crah-3: fan stopped; 27 racks affected`. */
  readonly title: string;
  /** The asset that is most likely the cause. */
  readonly causeAssetId: string;
  readonly simulated: boolean;
  /** Event time of its first symptom, epoch ms. */
  readonly startsAt: number;
  /** Event time at which its last alert was over; undefined while one fires. */
  readonly quietAt: number | undefined;
  /** Wall clock, when that was noticed: the hold before it counts as resolved goes by it. */
  readonly quietSeenAt: number | undefined;
  /** Event time; the same as `quietAt`, once that has held. */
  readonly resolvedAt: number | undefined;
  readonly notes: readonly IncidentNote[];
  readonly report: IncidentReport;
}

/** An incident with its alerts as they are known now, in the order in which they fired. */
export interface IncidentWithMembers extends Incident {
  readonly members: readonly Alert[];
}
