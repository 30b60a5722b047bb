import type { AlertNotice } from '../domain/alerting/alert-notice.js';
import type { Alert, AlertSeverity, AlertState } from '../domain/alerting/alert.js';

export interface AcknowledgedAlert extends Alert {
  readonly acknowledgedBy: string | undefined;
  readonly acknowledgedAt: number | undefined;
}

export interface AlertQuery {
  readonly states?: readonly AlertState[];
  readonly assetId?: string;
  /** Only alerts about these assets, of which there may be as many as a site has. */
  readonly among?: ReadonlySet<string>;
  readonly seriesId?: number;
  readonly severity?: Alert['severity'];
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Alerts that ended then or later, event time. */
  readonly endedFromMs?: number;
  /** Keyset of the page: alerts that start before this one (or at the same time with a lower id). */
  readonly before?: { startsAt: number; id: string };
  readonly limit: number;
}

/** A state change to record, and whether it was new. */
export interface RecordedChange {
  readonly alert: Alert;
  readonly isNew: boolean;
}

/** An alert as it stands after a revision that changed it. */
export interface RevisedAlert {
  readonly alert: AcknowledgedAlert;
  /** Its severity before, when it rose. */
  readonly escalatedFrom: AlertSeverity | undefined;
}

/** The history of alerts; pending ones are not recorded. */
export abstract class AlertLog {
  /**
   * Records that alerts fired or resolved; durable on resolve. Idempotent by id and state: `isNew` is false for a change
   * already recorded, so that nobody is told twice.
   */
  abstract record(alerts: readonly Alert[]): Promise<readonly RecordedChange[]>;
  /**
   * Brings alerts that fire up to what is known of them now: severity and since when, peak score, value, expected value
   * and summary; durable on resolve. Returns those that got worse, in the order given, the last of each id: a replay revises nothing.
   * Alerts that are unknown or resolved stay as they are. Neither severity nor peak score ever falls.
   */
  abstract revise(alerts: readonly Alert[]): Promise<readonly RevisedAlert[]>;
  /** Newest start first. */
  abstract list(query: AlertQuery): Promise<readonly AcknowledgedAlert[]>;
  abstract find(id: string): Promise<AcknowledgedAlert | undefined>;
  /** False when there is no such alert. */
  abstract acknowledge(id: string, by: string, at: number): Promise<boolean>;
  /**
   * What not every notifier has confirmed yet, oldest first: that an alert fired, that its severity rose, that it resolved.
   * State and severity are those of the notice, the rest is what is known by now.
   */
  abstract unnotified(limit: number): Promise<readonly AlertNotice[]>;
  abstract markNotified(notices: readonly AlertNotice[]): Promise<void>;
}
