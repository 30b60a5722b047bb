import { type AlertNotice, noticeKeyOf } from '../../src/domain/alerting/alert-notice.js';
import { type Alert, graver } from '../../src/domain/alerting/alert.js';
import type { AcknowledgedAlert, AlertLog } from '../../src/ports/alert-log.js';
import type { HeldDeliveries, HeldNoticeDeliveries, Hearing } from '../../src/ports/held-notice-deliveries.js';
import type { NoticeDelivery } from '../../src/ports/notice-deliveries.js';
import { MemoryDeliveries, type MemoryDelivery } from './memory-deliveries.js';

/** Deliveries of notices of alerts in memory, some of them held. */
export class MemoryNoticeDeliveries extends MemoryDeliveries<AlertNotice> implements HeldNoticeDeliveries {
  constructor(private readonly alertLog: AlertLog) {
    super();
  }

  async held({ after, limit }: { after: string; limit: number }): Promise<readonly HeldDeliveries[]> {
    const held = this.all.filter((delivery) => isHeld(delivery) && delivery.notice.id > after);
    const ids = [...new Set(held.map(({ notice }) => notice.id))].sort().slice(0, limit);
    const groups: HeldDeliveries[] = [];
    for (const id of ids) {
      const alert = bare(await this.alertLog.find(id));
      const ofAlert = held.filter(({ notice }) => notice.id === id);
      for (const receiver of [...new Set(ofAlert.map((delivery) => delivery.receiver))].sort()) {
        const own = ofAlert.filter((delivery) => delivery.receiver === receiver);
        const isHeard = this.#hears(id, receiver);
        const notices = await Promise.all(own.map(({ notice }) => this.asKnownNow(notice)));
        const [{ queuedAt: heldSince, heldFor: keptFor = 'silenced' as const } = { queuedAt: Number.NaN }] = own;
        groups.push({ alert, receiver, heldSince, keptFor, isHeard, notices });
      }
    }
    return groups;
  }

  release(deliveries: readonly NoticeDelivery[], at: number): Promise<void> {
    for (const { notice, receiver } of deliveries) {
      for (const delivery of this.#heldAs(notice, receiver)) {
        Object.assign(delivery, { heldFor: undefined, queuedAt: at, notice });
      }
    }
    return Promise.resolve();
  }

  withhold(deliveries: readonly NoticeDelivery[]): Promise<void> {
    for (const { notice, receiver, heldFor } of deliveries) {
      for (const delivery of this.#heldAs(notice, receiver)) {
        Object.assign(delivery, { isWithheld: true, heldFor: heldFor ?? delivery.heldFor });
      }
    }
    return Promise.resolve();
  }

  hearings(alertIds: readonly string[]): Promise<readonly Hearing[]> {
    const queued = this.all.filter(({ notice }) => notice.state === 'firing' && alertIds.includes(notice.id));
    const pairs = new Map(
      queued.map(({ notice, receiver }) => [`${notice.id} ${receiver}`, { alertId: notice.id, receiver }]),
    );
    return Promise.resolve(
      [...pairs.values()].map(({ alertId, receiver }) => {
        const keptFor = this.of(receiver).find(({ notice, heldFor }) => notice.id === alertId && heldFor)?.heldFor;
        return { alertId, receiver, isHeard: this.#hears(alertId, receiver), keptFor };
      }),
    );
  }

  protected override keyOf(notice: AlertNotice): string {
    return noticeKeyOf(notice);
  }

  protected override async asKnownNow(notice: AlertNotice): Promise<AlertNotice> {
    const { peakScore, value, expected, summary } = (await this.alertLog.find(notice.id)) ?? notice;
    return { ...notice, peakScore, value, expected, summary };
  }

  protected override async goingOn(told: readonly AlertNotice[]): Promise<readonly AlertNotice[]> {
    const firing = await this.alertLog.list({ states: ['firing'], limit: 10_000 });
    return firing
      .flatMap((alert) => {
        const known = told.filter(({ id }) => id === alert.id).map(({ severity }) => severity);
        return known.length === 0 ? [] : [{ ...bare(alert), severity: known.reduce(graver) }];
      })
      .reverse();
  }

  #hears(alertId: string, name: string): boolean {
    return this.of(name).some(({ notice, heldFor }) => notice.id === alertId && notice.state === 'firing' && !heldFor);
  }

  #heldAs(notice: AlertNotice, name: string): readonly MemoryDelivery<AlertNotice>[] {
    return this.of(name).filter((one) => isHeld(one) && noticeKeyOf(one.notice) === noticeKeyOf(notice));
  }
}

function isHeld({ heldFor, isWithheld }: MemoryDelivery<AlertNotice>): boolean {
  return heldFor !== undefined && !isWithheld;
}

function bare(alert: AcknowledgedAlert | undefined): Alert {
  if (!alert) throw new Error('BUG: a notice is about an alert that the log does not know');
  const { acknowledgedBy: _by, acknowledgedAt: _at, ...rest } = alert;
  return rest;
}
