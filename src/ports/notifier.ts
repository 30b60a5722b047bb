import type { AlertNotice } from '../domain/alerting/alert-notice.js';
import type { Alert } from '../domain/alerting/alert.js';
import type { IncidentNotice } from '../domain/alerting/incidents/incident-notice.js';

/** Tells somebody about alerts that fired, have become more urgent, or resolved; or about incidents, as its receiver wants. */
export abstract class Notifier {
  abstract readonly name: string;
  /**
   * Hands the notices over as one message, as far as the receiver knows messages. Resolves when the receiver has
   * confirmed; rejects with `unavailable` otherwise and is called again later, with the very same notices. What is sent
   * then bears the same key as before, so that a receiver can tell a repeat. Rejects with an error that is not retriable
   * when the receiver has taken nothing and never will of this message as it is, such as one that is too large for it.
   */
  abstract notify(notices: readonly AlertNotice[]): Promise<void>;
  /** The same with notices of incidents: at least one, and what `incidentNewsOf` leaves of them is not empty. */
  abstract notifyOfIncidents(notices: readonly IncidentNotice[]): Promise<void>;
  /** Whether the receiver can be reached as configured; tells it nothing. Rejects with `unavailable`. */
  abstract check(): Promise<void>;
}

/** A notifier whose receiver forgets alerts of which it hears no more. */
export abstract class RenewingNotifier extends Notifier {
  abstract readonly renewEveryMs: number;
  /** Tells the receiver that these alerts, of which it was notified, still fire. Rejects as `notify` does. */
  abstract renew(firing: readonly Alert[]): Promise<void>;
  /** The same of incidents that are still open. */
  abstract renewIncidents(open: readonly IncidentNotice[]): Promise<void>;
}
