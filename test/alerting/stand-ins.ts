import { type AlertNotice, noticeKeyOf } from '../../src/domain/alerting/alert-notice.js';
import { type Alert, compareSeverity, graver } from '../../src/domain/alerting/alert.js';
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
import {
  type Hearing,
  type HeldDeliveries,
  type NextMessage,
  NoticeDeliveries,
  type NoticeDelivery,
} from '../../src/ports/notice-deliveries.js';
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
    const { states, before, limit } = query;
    const rows = [...this.#rows.values()]
      .filter(({ state }) => states?.includes(state) ?? true)
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
    const severity = graver(alert.severity, row.severity);
    const revised = { ...row, severity, value, expected, summary, peakScore: Math.max(alert.peakScore, row.peakScore) };
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
    this.#rows.set(alert.id, { ...alert, ...acknowledgement });
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

type MemoryDelivery = { -readonly [key in keyof NoticeDelivery]: NoticeDelivery[key] } & {
  queuedAt: number;
  isBegun: boolean;
  isWithheld: boolean;
  isConfirmed: boolean;
};

/** Deliveries in memory: what outlives a crash of the objects around it. `refuseNext` stands for a database gone. */
export class MemoryNoticeDeliveries extends NoticeDeliveries {
  /** How often it was asked for a message. */
  asked = 0;
  #all: MemoryDelivery[] = [];
  #refusals = 0;

  constructor(private readonly alertLog: AlertLog) {
    super();
  }

  refuseNext(times = 1): void {
    this.#refusals = times;
  }

  override queue(deliveries: readonly NoticeDelivery[], at: number): Promise<void> {
    for (const delivery of deliveries) {
      const isKnown = this.#of(delivery.receiver).some(
        ({ notice }) => noticeKeyOf(notice) === noticeKeyOf(delivery.notice),
      );
      if (!isKnown)
        this.#all.push({ ...delivery, queuedAt: at, isBegun: false, isConfirmed: false, isWithheld: false });
    }
    return Promise.resolve();
  }

  override async nextMessage(
    receiver: string,
    { limit, queuedUntil, at }: { limit: number; queuedUntil: number; at: number },
  ): Promise<NextMessage> {
    this.asked += 1;
    const open = this.#of(receiver).filter(({ isConfirmed, heldFor }) => !isConfirmed && !heldFor);
    const isInHand = open.some(({ isBegun }) => isBegun);
    const waitingSince = oldestOf(open);
    const isDue = waitingSince !== undefined && (waitingSince <= queuedUntil || waitingSince > at);
    if (!isInHand && isDue) {
      for (const delivery of open.slice(0, limit)) delivery.isBegun = true;
    }
    const begun = open.filter(({ isBegun }) => isBegun);
    return {
      notices: await Promise.all(begun.map(({ notice }) => this.#asKnownNow(notice))),
      waitingSince: oldestOf(open.filter(({ isBegun }) => !isBegun)),
    };
  }

  override confirm(receiver: string, notices: readonly AlertNotice[]): Promise<void> {
    if (this.#refusals > 0) {
      this.#refusals -= 1;
      return Promise.reject(new DomainError('unavailable', 'the database is gone', { retriable: true }));
    }
    for (const delivery of this.#inHand(receiver, notices)) delivery.isConfirmed = true;
    return Promise.resolve();
  }

  override putBack(receiver: string, notices: readonly AlertNotice[]): Promise<void> {
    for (const delivery of this.#inHand(receiver, notices)) delivery.isBegun = false;
    return Promise.resolve();
  }

  override drop(receiver: string, notices: readonly AlertNotice[]): Promise<void> {
    const dropped = new Set(this.#inHand(receiver, notices));
    this.#all = this.#all.filter((delivery) => !dropped.has(delivery));
    return Promise.resolve();
  }

  override async held({ after, limit }: { after: string; limit: number }): Promise<readonly HeldDeliveries[]> {
    const held = this.#all.filter((delivery) => isHeld(delivery) && delivery.notice.id > after);
    const ids = [...new Set(held.map(({ notice }) => notice.id))].sort().slice(0, limit);
    const groups: HeldDeliveries[] = [];
    for (const id of ids) {
      const alert = bare(await this.alertLog.find(id));
      const ofAlert = held.filter(({ notice }) => notice.id === id);
      for (const receiver of [...new Set(ofAlert.map((delivery) => delivery.receiver))].sort()) {
        const own = ofAlert.filter((delivery) => delivery.receiver === receiver);
        const isHeard = this.#hears(id, receiver);
        const notices = await Promise.all(own.map(({ notice }) => this.#asKnownNow(notice)));
        const [{ queuedAt: heldSince, heldFor: keptFor = 'silenced' as const } = { queuedAt: Number.NaN }] = own;
        groups.push({ alert, receiver, heldSince, keptFor, isHeard, notices });
      }
    }
    return groups;
  }

  override release(deliveries: readonly NoticeDelivery[], at: number): Promise<void> {
    for (const { notice, receiver } of deliveries) {
      for (const delivery of this.#heldAs(notice, receiver)) {
        Object.assign(delivery, { heldFor: undefined, queuedAt: at, notice });
      }
    }
    return Promise.resolve();
  }

  override withhold(deliveries: readonly NoticeDelivery[]): Promise<void> {
    for (const { notice, receiver, heldFor } of deliveries) {
      for (const delivery of this.#heldAs(notice, receiver)) {
        Object.assign(delivery, { isWithheld: true, heldFor: heldFor ?? delivery.heldFor });
      }
    }
    return Promise.resolve();
  }

  override hearings(alertIds: readonly string[]): Promise<readonly Hearing[]> {
    const queued = this.#all.filter(({ notice }) => notice.state === 'firing' && alertIds.includes(notice.id));
    const pairs = new Map(
      queued.map(({ notice, receiver }) => [`${notice.id} ${receiver}`, { alertId: notice.id, receiver }]),
    );
    return Promise.resolve(
      [...pairs.values()].map(({ alertId, receiver }) => {
        const keptFor = this.#of(receiver).find(({ notice, heldFor }) => notice.id === alertId && heldFor)?.heldFor;
        return { alertId, receiver, isHeard: this.#hears(alertId, receiver), keptFor };
      }),
    );
  }

  override async standing(receiver: string): Promise<readonly Alert[]> {
    const told = this.#of(receiver).filter(({ isConfirmed }) => isConfirmed);
    const ids = new Set(told.map(({ notice }) => notice.id));
    const firing = await this.alertLog.list({ states: ['firing'], limit: 10_000 });
    return firing
      .filter(({ id }) => ids.has(id))
      .map(({ acknowledgedBy: _by, acknowledgedAt: _at, ...alert }) => alert)
      .reverse();
  }

  override abandonAllBut(receivers: readonly string[]): Promise<number> {
    const before = this.#all.length;
    this.#all = this.#all.filter(
      ({ receiver, isConfirmed, isWithheld }) => isConfirmed || isWithheld || receivers.includes(receiver),
    );
    return Promise.resolve(before - this.#all.length);
  }

  async #asKnownNow(notice: AlertNotice): Promise<AlertNotice> {
    const { peakScore, value, expected, summary } = (await this.alertLog.find(notice.id)) ?? notice;
    return { ...notice, peakScore, value, expected, summary };
  }

  #hears(alertId: string, name: string): boolean {
    return this.#of(name).some(({ notice, heldFor }) => notice.id === alertId && notice.state === 'firing' && !heldFor);
  }

  #heldAs(notice: AlertNotice, name: string): readonly MemoryDelivery[] {
    return this.#of(name).filter((one) => isHeld(one) && noticeKeyOf(one.notice) === noticeKeyOf(notice));
  }

  /** The deliveries of these notices that the message in hand holds. */
  #inHand(receiver: string, notices: readonly AlertNotice[]): readonly MemoryDelivery[] {
    const keys = new Set(notices.map(noticeKeyOf));
    return this.#of(receiver).filter(
      ({ notice, isBegun, isConfirmed }) => isBegun && !isConfirmed && keys.has(noticeKeyOf(notice)),
    );
  }

  #of(name: string): readonly MemoryDelivery[] {
    return this.#all.filter(({ receiver }) => receiver === name);
  }
}

function oldestOf(deliveries: readonly MemoryDelivery[]): number | undefined {
  return deliveries.length === 0 ? undefined : Math.min(...deliveries.map(({ queuedAt }) => queuedAt));
}

function isHeld({ heldFor, isWithheld }: MemoryDelivery): boolean {
  return heldFor !== undefined && !isWithheld;
}

function bare(alert: AcknowledgedAlert | undefined): Alert {
  if (!alert) throw new Error('BUG: a notice is about an alert that the log does not know');
  const { acknowledgedBy: _by, acknowledgedAt: _at, ...rest } = alert;
  return rest;
}

/** A receiver that confirms, or refuses as often as it is told to. */
export class MemoryNotifier extends RenewingNotifier {
  readonly renewEveryMs = 60_000;
  /** Ids of each renewal. */
  readonly renewals: (readonly string[])[] = [];
  readonly received: AlertNotice[] = [];
  /** The same, message by message. */
  readonly messages: (readonly AlertNotice[])[] = [];
  /** Calls, refused ones included. */
  attempts = 0;
  /** Whether it will ever take such a message. */
  canTake: (notices: readonly AlertNotice[]) => boolean = () => true;
  #refusals = 0;
  #hanging: Promise<void> | undefined;

  constructor(readonly name = 'memory') {
    super();
  }

  refuseNext(times: number): void {
    this.#refusals = times;
  }

  /** Leaves the next call without an answer until the returned function lets it confirm. */
  hangNext(): () => void {
    let finish = () => {};
    this.#hanging = new Promise((resolve) => (finish = resolve));
    return finish;
  }

  override notify(notices: readonly AlertNotice[]): Promise<void> {
    this.attempts += 1;
    const hanging = this.#hanging;
    this.#hanging = undefined;
    if (hanging) return hanging;
    if (this.#refusals > 0) {
      this.#refusals -= 1;
      return Promise.reject(new DomainError('unavailable', 'the receiver answered 503', { retriable: true }));
    }
    if (!this.canTake(notices)) return Promise.reject(new DomainError('too_large', 'the receiver answered 413'));
    this.received.push(...notices);
    this.messages.push(notices);
    return Promise.resolve();
  }

  override renew(firing: readonly Alert[]): Promise<void> {
    this.renewals.push(firing.map(({ id }) => id));
    return Promise.resolve();
  }

  override check(): Promise<void> {
    return this.#refusals > 0
      ? Promise.reject(new DomainError('unavailable', 'the receiver is gone', { retriable: true }))
      : Promise.resolve();
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
