import { type AlertNotice, noticeKeyOf } from '../../src/domain/alerting/alert-notice.js';
import { type Alert, compareSeverity, graver } from '../../src/domain/alerting/alert.js';
import type { IncidentNotice } from '../../src/domain/alerting/incidents/incident-notice.js';
import { DomainError } from '../../src/domain/errors.js';
import {
  type AcknowledgedAlert,
  AlertLog,
  type AlertQuery,
  type RecordedChange,
  type RevisedAlert,
} from '../../src/ports/alert-log.js';
import { Log } from '../../src/ports/log.js';
import { Metrics } from '../../src/ports/metrics.js';
import { RenewingNotifier } from '../../src/ports/notifier.js';
import { type StateSnapshot, StateSnapshots } from '../../src/ports/state-snapshots.js';

/** The alert log in memory: what outlives a crash of the objects around it. `refuseNext` stands for a database gone. */
export class MemoryAlertLog extends AlertLog {
  /** Every notice, told or not. */
  readonly changes: AlertNotice[] = [];
  readonly #rows = new Map<string, AcknowledgedAlert>();
  readonly #told = new Set<string>();
  #refusals = 0;

  refuseNext(times = 1): void {
    this.#refusals = times;
  }

  override record(alerts: readonly Alert[]): Promise<readonly RecordedChange[]> {
    if (this.#refusals > 0) {
      this.#refusals -= 1;
      return Promise.reject(new DomainError('unavailable', 'the database is gone', { retriable: true }));
    }
    return Promise.resolve(alerts.map((alert) => ({ alert, isNew: this.#isNew(alert) })));
  }

  override revise(alerts: readonly Alert[]): Promise<readonly RevisedAlert[]> {
    const lastById = new Map(alerts.map((alert) => [alert.id, alert]));
    return Promise.resolve([...lastById.values()].flatMap((alert) => this.#revise(alert) ?? []));
  }

  override list(query: AlertQuery): Promise<readonly AcknowledgedAlert[]> {
    const { states, among, endedFromMs, before, limit } = query;
    const rows = [...this.#rows.values()]
      .filter(({ state }) => states?.includes(state) ?? true)
      .filter(({ assetId }) => among?.has(assetId) ?? true)
      .filter(({ resolvedAt = -Infinity }) => endedFromMs === undefined || resolvedAt >= endedFromMs)
      .sort((left, right) => right.startsAt - left.startsAt || (left.id < right.id ? 1 : -1))
      .filter(
        (row) => !before || row.startsAt < before.startsAt || (row.startsAt === before.startsAt && row.id < before.id),
      );
    return Promise.resolve(rows.slice(0, limit));
  }

  override find(id: string): Promise<AcknowledgedAlert | undefined> {
    return Promise.resolve(this.#rows.get(id));
  }

  override acknowledge(id: string, by: string, at: number): Promise<boolean> {
    const row = this.#rows.get(id);
    if (row) this.#rows.set(id, { ...row, acknowledgedBy: by, acknowledgedAt: at });
    return Promise.resolve(row !== undefined);
  }

  override unnotified(limit: number): Promise<readonly AlertNotice[]> {
    return Promise.resolve(this.changes.filter((change) => !this.#told.has(noticeKeyOf(change))).slice(0, limit));
  }

  override markNotified(notices: readonly AlertNotice[]): Promise<void> {
    for (const notice of notices) this.#told.add(noticeKeyOf(notice));
    return Promise.resolve();
  }

  #revise(alert: Alert): RevisedAlert | undefined {
    const row = this.#rows.get(alert.id);
    if (row?.state !== 'firing') return undefined;
    const rose = compareSeverity(alert.severity, row.severity) > 0;
    if (!rose && alert.peakScore <= row.peakScore) return undefined;
    const { value, expected, summary } = alert;
    const escalatedAt = rose ? alert.escalatedAt : row.escalatedAt;
    const severity = graver(alert.severity, row.severity);
    const peakScore = Math.max(alert.peakScore, row.peakScore);
    const revised = { ...row, severity, escalatedAt, value, expected, summary, peakScore };
    this.#rows.set(alert.id, revised);
    const { acknowledgedBy: _by, acknowledgedAt: _at, ...known } = revised;
    if (rose) this.changes.push({ ...known, escalatedFrom: row.severity });
    return { alert: revised, escalatedFrom: rose ? row.severity : undefined };
  }

  #isNew(alert: Alert): boolean {
    if (alert.state === 'pending' || this.changes.some(({ id, state }) => id === alert.id && state === alert.state)) {
      return false;
    }
    this.changes.push(alert);
    const known = this.#rows.get(alert.id);
    const acknowledgement = { acknowledgedBy: known?.acknowledgedBy, acknowledgedAt: known?.acknowledgedAt };
    this.#rows.set(alert.id, { ...alert, escalatedAt: alert.escalatedAt ?? known?.escalatedAt, ...acknowledgement });
    return true;
  }
}

export class MemorySnapshots extends StateSnapshots {
  readonly saved = new Map<string, StateSnapshot>();

  override save(name: string, snapshot: StateSnapshot): Promise<void> {
    this.saved.set(name, snapshot);
    return Promise.resolve();
  }

  override load(name: string): Promise<StateSnapshot | undefined> {
    return Promise.resolve(this.saved.get(name));
  }

  override delete(name: string): Promise<void> {
    this.saved.delete(name);
    return Promise.resolve();
  }
}

/** A receiver that confirms, or refuses as often as it is told to. */
export class MemoryNotifier extends RenewingNotifier {
  readonly renewEveryMs = 60_000;
  /** Ids of each renewal. */
  readonly renewals: (readonly string[])[] = [];
  readonly received: AlertNotice[] = [];
  readonly receivedOfIncidents: IncidentNotice[] = [];
  /** The same, message by message. */
  readonly messages: (readonly (AlertNotice | IncidentNotice)[])[] = [];
  /** Calls, refused ones included. */
  attempts = 0;
  /** Whether it will ever take such a message. */
  canTake: (notices: readonly { readonly id: string }[]) => boolean = () => true;
  #refusals = 0;
  #renewalRefusals = 0;
  #hanging: Promise<void> | undefined;

  constructor(readonly name = 'memory') {
    super();
  }

  refuseNext(times: number): void {
    this.#refusals = times;
  }

  refuseNextRenewals(times: number): void {
    this.#renewalRefusals = times;
  }

  /** Leaves the next call without an answer until the returned function lets it confirm. */
  hangNext(): () => void {
    let finish = () => {};
    this.#hanging = new Promise((resolve) => (finish = resolve));
    return finish;
  }

  override notify(notices: readonly AlertNotice[]): Promise<void> {
    return this.#take(notices, () => {
      this.received.push(...notices);
      this.messages.push(notices);
    });
  }

  override notifyOfIncidents(notices: readonly IncidentNotice[]): Promise<void> {
    return this.#take(notices, () => {
      this.receivedOfIncidents.push(...notices);
      this.messages.push(notices);
    });
  }

  override renew(firing: readonly Alert[]): Promise<void> {
    if (this.#renewalRefusals > 0) {
      this.#renewalRefusals -= 1;
      return Promise.reject(new DomainError('unavailable', 'the receiver answered 503', { retriable: true }));
    }
    this.renewals.push(firing.map(({ id }) => id));
    return Promise.resolve();
  }

  override renewIncidents(open: readonly IncidentNotice[]): Promise<void> {
    this.renewals.push(open.map(({ id }) => id));
    return Promise.resolve();
  }

  override check(): Promise<void> {
    return this.#refusals > 0
      ? Promise.reject(new DomainError('unavailable', 'the receiver is gone', { retriable: true }))
      : Promise.resolve();
  }

  #take(notices: readonly (AlertNotice | IncidentNotice)[], keep: () => void): Promise<void> {
    this.attempts += 1;
    const hanging = this.#hanging;
    this.#hanging = undefined;
    if (hanging) return hanging;
    if (this.#refusals > 0) {
      this.#refusals -= 1;
      return Promise.reject(new DomainError('unavailable', 'the receiver answered 503', { retriable: true }));
    }
    if (!this.canTake(notices)) return Promise.reject(new DomainError('too_large', 'the receiver answered 413'));
    keep();
    return Promise.resolve();
  }
}

export class RecordingLog extends Log {
  readonly lines: { level: string; message: string; fields: Readonly<Record<string, unknown>> }[] = [];

  override debug(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.lines.push({ level: 'debug', message, fields });
  }
  override info(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.lines.push({ level: 'info', message, fields });
  }
  override warn(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.lines.push({ level: 'warn', message, fields });
  }
  override error(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.lines.push({ level: 'error', message, fields });
  }
}

/** Sums of what was counted, by name and labels. */
export class RecordingMetrics extends Metrics {
  readonly totals = new Map<string, number>();

  override count(name: string, labels: Readonly<Record<string, string>>, by = 1): void {
    const key = [name, ...Object.values(labels)].join(' ');
    this.totals.set(key, (this.totals.get(key) ?? 0) + by);
  }
  override observeSeconds(stage: string, seconds: number): void {
    this.totals.set(stage, seconds);
  }
  override gauge(name: string, labels: Readonly<Record<string, string>>, value: number): void {
    this.totals.set([name, ...Object.values(labels)].join(' '), value);
  }
}
