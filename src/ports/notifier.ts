import type { Alert } from '../domain/alerting/alert.js';

/** Tells somebody about an alert that fired or resolved. */
export abstract class Notifier {
  abstract readonly name: string;
  /** Resolves when the receiver has confirmed; rejects otherwise and is called again later. Receivers deduplicate by `alert.id` and state. */
  abstract notify(alerts: readonly Alert[]): Promise<void>;
}
