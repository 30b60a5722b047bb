import type { Alert, AlertState } from '../domain/alerting/alert.js';

export interface AcknowledgedAlert extends Alert {
  readonly acknowledgedBy: string | undefined;
  readonly acknowledgedAt: number | undefined;
}

export interface AlertQuery {
  readonly states?: readonly AlertState[];
  readonly assetId?: string;
  readonly seriesId?: number;
  readonly severity?: Alert['severity'];
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Keyset of the page: alerts that start before this one (or at the same time with a lower id). */
  readonly before?: { startsAt: number; id: string };
  readonly limit: number;
}

/** A state change to record, and whether it was new. */
export interface RecordedChange {
  readonly alert: Alert;
  readonly isNew: boolean;
}

/** The history of alerts; pending ones are not recorded. */
export abstract class AlertLog {
  /**
   * Records that alerts fired or resolved; durable on resolve. Idempotent by id and state: `isNew` is false for a change
   * already recorded, so that nobody is told twice.
   */
  abstract record(alerts: readonly Alert[]): Promise<readonly RecordedChange[]>;
  /** Newest start first. */
  abstract list(query: AlertQuery): Promise<readonly AcknowledgedAlert[]>;
  abstract find(id: string): Promise<AcknowledgedAlert | undefined>;
  /** False when there is no such alert. */
  abstract acknowledge(id: string, by: string, at: number): Promise<boolean>;
  /** Alert changes that no notifier has confirmed yet, oldest first. */
  abstract unnotified(limit: number): Promise<readonly Alert[]>;
  abstract markNotified(alerts: readonly Alert[]): Promise<void>;
}
