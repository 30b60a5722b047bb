import type { IncidentDeliveries, IncidentHearing } from '../../src/ports/incident-deliveries.js';
import type { IncidentLog } from '../../src/ports/incident-log.js';
import {
  incidentNotice,
  type IncidentNotice,
  incidentNoticeKeyOf,
  standingNotice,
} from '../../src/domain/alerting/incidents/incident-notice.js';
import { DomainError } from '../../src/domain/errors.js';
import { type NextMessage, NoticeDeliveries, type NoticeDelivery } from '../../src/ports/notice-deliveries.js';

export type MemoryDelivery<Notice> = {
  -readonly [key in keyof NoticeDelivery<Notice>]: NoticeDelivery<Notice>[key];
} & {
  queuedAt: number;
  isBegun: boolean;
  isWithheld: boolean;
  isConfirmed: boolean;
};

/** Deliveries in memory: what outlives a crash of the objects around it. `refuseNext` stands for a database gone. */
export abstract class MemoryDeliveries<Notice extends { readonly id: string }> extends NoticeDeliveries<Notice> {
  /** How often it was asked for a message. */
  asked = 0;
  protected all: MemoryDelivery<Notice>[] = [];
  #refusals = 0;

  protected abstract keyOf(notice: Notice): string;
  protected abstract asKnownNow(notice: Notice): Promise<Notice>;
  /** What still goes on of what these notices tell of, as far as they tell it. */
  protected abstract goingOn(told: readonly Notice[]): Promise<readonly Notice[]>;

  refuseNext(times = 1): void {
    this.#refusals = times;
  }

  override queue(deliveries: readonly NoticeDelivery<Notice>[], at: number): Promise<void> {
    for (const delivery of deliveries) {
      const key = this.keyOf(delivery.notice);
      if (this.of(delivery.receiver).some(({ notice }) => this.keyOf(notice) === key)) continue;
      this.all.push({ ...delivery, queuedAt: at, isBegun: false, isConfirmed: false, isWithheld: false });
    }
    return Promise.resolve();
  }

  override async nextMessage(
    receiver: string,
    { limit, queuedUntil, at }: { limit: number; queuedUntil: number; at: number },
  ): Promise<NextMessage<Notice>> {
    this.asked += 1;
    const open = this.of(receiver).filter(({ isConfirmed, heldFor }) => !isConfirmed && !heldFor);
    const isInHand = open.some(({ isBegun }) => isBegun);
    const waitingSince = oldestOf(open);
    const isDue = waitingSince !== undefined && (waitingSince <= queuedUntil || waitingSince > at);
    if (!isInHand && isDue) {
      for (const delivery of open.slice(0, limit)) delivery.isBegun = true;
    }
    const begun = open.filter(({ isBegun }) => isBegun);
    return {
      notices: await Promise.all(begun.map(({ notice }) => this.asKnownNow(notice))),
      waitingSince: oldestOf(open.filter(({ isBegun }) => !isBegun)),
    };
  }

  override confirm(receiver: string, notices: readonly Notice[]): Promise<void> {
    if (this.#refusals > 0) {
      this.#refusals -= 1;
      return Promise.reject(new DomainError('unavailable', 'the database is gone', { retriable: true }));
    }
    for (const delivery of this.#inHand(receiver, notices)) delivery.isConfirmed = true;
    return Promise.resolve();
  }

  override putBack(receiver: string, notices: readonly Notice[]): Promise<void> {
    for (const delivery of this.#inHand(receiver, notices)) delivery.isBegun = false;
    return Promise.resolve();
  }

  override drop(receiver: string, notices: readonly Notice[]): Promise<void> {
    const dropped = new Set(this.#inHand(receiver, notices));
    this.all = this.all.filter((delivery) => !dropped.has(delivery));
    return Promise.resolve();
  }

  override standing(receiver: string): Promise<readonly Notice[]> {
    const told = this.of(receiver).filter(({ isConfirmed }) => isConfirmed);
    return this.goingOn(told.map(({ notice }) => notice));
  }

  override abandonAllBut(receivers: readonly string[]): Promise<number> {
    const before = this.all.length;
    this.all = this.all.filter(
      ({ receiver, isConfirmed, isWithheld }) => isConfirmed || isWithheld || receivers.includes(receiver),
    );
    return Promise.resolve(before - this.all.length);
  }

  protected of(name: string): readonly MemoryDelivery<Notice>[] {
    return this.all.filter(({ receiver }) => receiver === name);
  }

  /** The deliveries of these notices that the message in hand holds. */
  #inHand(receiver: string, notices: readonly Notice[]): readonly MemoryDelivery<Notice>[] {
    const keys = new Set(notices.map((notice) => this.keyOf(notice)));
    return this.of(receiver).filter(
      ({ notice, isBegun, isConfirmed }) => isBegun && !isConfirmed && keys.has(this.keyOf(notice)),
    );
  }
}

function oldestOf(deliveries: readonly { readonly queuedAt: number }[]): number | undefined {
  return deliveries.length === 0 ? undefined : Math.min(...deliveries.map(({ queuedAt }) => queuedAt));
}

export class MemoryIncidentDeliveries extends MemoryDeliveries<IncidentNotice> implements IncidentDeliveries {
  constructor(private readonly incidentLog: IncidentLog) {
    super();
  }

  hearings(incidentIds: readonly string[]): Promise<readonly IncidentHearing[]> {
    const pairs = new Map(
      this.all
        .filter(({ notice }) => incidentIds.includes(notice.id))
        .map(({ notice: { id }, receiver }) => [`${receiver} ${id}`, { incidentId: id, receiver }]),
    );
    return Promise.resolve([...pairs.values()]);
  }

  protected override keyOf(notice: IncidentNotice): string {
    return incidentNoticeKeyOf(notice);
  }

  protected override async asKnownNow({ id, noteIndex }: IncidentNotice): Promise<IncidentNotice> {
    const known = await this.incidentLog.find(id);
    if (!known) throw new Error('BUG: a notice of an incident that was never recorded');
    const { acknowledgedBy: _by, acknowledgedAt: _at, ...incident } = known;
    return incidentNotice(incident, noteIndex);
  }

  protected override async goingOn(told: readonly IncidentNotice[]): Promise<readonly IncidentNotice[]> {
    const open = await this.incidentLog.open();
    return open.flatMap(({ members: _members, ...incident }) => {
      const ofIt = told.filter(({ id }) => id === incident.id).map(({ noteIndex }) => noteIndex);
      return ofIt.length === 0 ? [] : [standingNotice(incident, Math.max(...ofIt))];
    });
  }
}
