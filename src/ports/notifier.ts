import type { AlertNotice } from '../domain/alerting/alert-notice.js';

/** Tells somebody about an alert that fired, has become more urgent, or resolved. */
export abstract class Notifier {
  abstract readonly name: string;
  /** Resolves when the receiver has confirmed; rejects otherwise and is called again later. Receivers deduplicate by id, state and severity. */
  abstract notify(notices: readonly AlertNotice[]): Promise<void>;
}
