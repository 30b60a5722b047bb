import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AlertNotice } from '../../src/domain/alerting/alert-notice.js';
import type { AlertLog } from '../../src/ports/alert-log.js';
import type { HeldNoticeDeliveries } from '../../src/ports/held-notice-deliveries.js';
import { anAlert, noon } from '../alerting/builders.js';

const minute = 60_000;

/** An empty set of deliveries, beside the log of the alerts that they are about. */
export interface DeliveriesUnderTest {
  readonly alertLog: AlertLog;
  readonly deliveries: HeldNoticeDeliveries;
}

/** The contract of `NoticeDeliveries`; `open` gives empty ones. */
export function describeNoticeDeliveries(name: string, open: () => Promise<DeliveriesUnderTest>): void {
  describe(`${name} as the deliveries of notices`, () => {
    let alertLog: AlertLog;
    let deliveries: HeldNoticeDeliveries;
    const [a, b, c] = ['a', 'b', 'c'].map((id) => anAlert({ id })) as [AlertNotice, AlertNotice, AlertNotice];
    const ended = { ...a, state: 'resolved', resolvedAt: noon + 9 * minute } as const;

    beforeEach(async () => {
      ({ alertLog, deliveries } = await open());
      await alertLog.record([a, b, c]);
    });

    const queue = (receiver: string, notices: readonly AlertNotice[], at = noon) =>
      deliveries.queue(
        notices.map((notice) => ({ notice, receiver })),
        at,
      );
    const next = (receiver: string, queuedUntil = noon, limit = 100) =>
      deliveries.nextMessage(receiver, { limit, queuedUntil, at: Math.max(noon, queuedUntil) });
    const confirm = (receiver: string, notices: readonly AlertNotice[]) =>
      deliveries.confirm(receiver, notices, noon + minute);
    const idsOf = (notices: readonly { id: string }[]) => notices.map(({ id }) => id);
    const nextIds = async (receiver: string, queuedUntil = noon, limit = 100) =>
      idsOf((await next(receiver, queuedUntil, limit)).notices);

    it('1. MUST have nothing to tell a receiver for whom nothing was queued', async () => {
      await queue('mail', [a]);
      expect(await next('pager')).toEqual({ notices: [], waitingSince: undefined });
    });

    it('2. MUST give each notice to each receiver it was queued for, as it was, until that receiver confirms', async () => {
      await queue('mail', [a]);
      await queue('pager', [a]);
      expect((await next('mail')).notices).toEqual([a]);
      await confirm('mail', [a]);
      expect(await nextIds('mail')).toEqual([]);
      expect((await next('pager')).notices).toEqual([a]);
    });

    it('3. MUST NOT tell a receiver twice what is queued twice, confirmed or not', async () => {
      await queue('mail', [a, a]);
      await queue('mail', [a]);
      expect(await nextIds('mail')).toEqual(['a']);
      await confirm('mail', [a]);
      await queue('mail', [a]);
      expect(await nextIds('mail')).toEqual([]);
    });

    it('4. MUST keep what belongs to a message together until it is confirmed, whatever comes meanwhile', async () => {
      await queue('mail', [a, b]);
      expect(await nextIds('mail')).toEqual(['a', 'b']);
      await queue('mail', [c], noon + minute);
      expect(await next('mail', noon + minute)).toMatchObject({
        notices: [{ id: 'a' }, { id: 'b' }],
        waitingSince: noon + minute,
      });
      await confirm('mail', [a, b]);
      expect(await nextIds('mail', noon + minute)).toEqual(['c']);
    });

    it('5. MUST begin a message when its oldest notice has waited long enough, with all that wait by then', async () => {
      await queue('mail', [a], noon);
      await queue('mail', [b], noon + minute);
      expect(await next('mail', noon - 1)).toEqual({ notices: [], waitingSince: noon });
      expect(await next('mail', noon)).toMatchObject({ notices: [{ id: 'a' }, { id: 'b' }], waitingSince: undefined });
    });

    it('6. MUST put at most the asked number into a message, the oldest first, and the rest into the next', async () => {
      await queue('mail', [c, a, b]);
      expect(await nextIds('mail', noon, 2)).toEqual(['c', 'a']);
      expect(await nextIds('mail', noon, 2)).toEqual(['c', 'a']);
      await confirm('mail', [c, a]);
      expect(await nextIds('mail', noon, 2)).toEqual(['b']);
    });

    it('7. MUST show a notice as the kind of change it was, with what is known of the alert by now', async () => {
      const warm = anAlert({ id: 'w', severity: 'warning', peakScore: 2 });
      const hot = { ...warm, severity: 'critical', peakScore: 9, summary: 'rose to 32.6 °C' } as const;
      await alertLog.record([warm]);
      await alertLog.revise([hot]);
      const over = { ...hot, state: 'resolved', resolvedAt: noon + minute } as const;
      await alertLog.record([over]);
      await queue('mail', await alertLog.unnotified(10));
      const { notices } = await next('mail');
      expect(notices.filter(({ id }) => id === 'w')).toEqual([
        { ...hot, severity: 'warning' },
        { ...hot, escalatedFrom: 'warning' },
        over,
      ]);
    });

    it('8. MUST confirm nothing when no message was begun', async () => {
      await queue('mail', [a]);
      await confirm('mail', [a]);
      expect(await nextIds('mail')).toEqual(['a']);
    });

    it('9. MUST know which alerts stand with a receiver: those that fire and that it has confirmed', async () => {
      await queue('mail', [a, b]);
      await queue('pager', [c]);
      await next('mail');
      expect(await deliveries.standing('mail')).toEqual([]);
      await confirm('mail', [a, b]);
      expect(await deliveries.standing('mail')).toEqual([a, b]);
      await alertLog.record([ended]);
      expect(await deliveries.standing('mail')).toEqual([b]);
      expect(await deliveries.standing('pager')).toEqual([]);
    });

    it('10. MUST give up what waits for receivers that are gone, and say how much', async () => {
      await queue('mail', [a, b]);
      await queue('pager', [a]);
      await queue('chat', [c]);
      await next('mail');
      expect(await deliveries.abandonAllBut(['pager'])).toBe(3);
      expect(await deliveries.abandonAllBut(['pager'])).toBe(0);
      expect(await nextIds('mail')).toEqual([]);
      expect(await nextIds('pager')).toEqual(['a']);
    });

    it('11. MUST take a storm: 3,000 notices for two receivers', async () => {
      const storm = Array.from({ length: 3_000 }, (_, index) => anAlert({ id: `storm-${index}` }));
      await alertLog.record(storm);
      await queue('mail', storm);
      await queue('pager', storm);
      expect(await nextIds('mail', noon, 5_000)).toEqual(idsOf(storm));
    });

    it('12. MUST confirm what was told and nothing of the message in hand, should another process have begun that', async () => {
      await queue('mail', [a]);
      await next('mail');
      await confirm('mail', [a]);
      await queue('mail', [b, ended]);
      await next('mail');
      await confirm('mail', [a]);
      expect(await nextIds('mail')).toEqual(['b', 'a']);
      await confirm('mail', [b]);
      expect((await next('mail')).notices).toMatchObject([{ id: 'a', state: 'resolved' }]);
    });

    it('13. MUST take notices out of the message in hand, which is shorter then, and tell them next, in their order', async () => {
      await queue('mail', [a, b, c]);
      await next('mail', noon, 2);
      await deliveries.putBack('mail', [b]);
      expect(await next('mail')).toEqual({ notices: [a], waitingSince: noon });
      await confirm('mail', [a]);
      await deliveries.putBack('mail', [a, c]);
      expect(await nextIds('mail')).toEqual(['b', 'c']);
    });

    it('14. MUST drop notices of the message in hand and no others, for this receiver', async () => {
      await queue('mail', [a, b, c]);
      await queue('pager', [a]);
      await next('mail', noon, 2);
      await deliveries.drop('mail', [a, c]);
      expect(await nextIds('mail')).toEqual(['b']);
      await confirm('mail', [b]);
      await deliveries.drop('mail', [b]);
      expect(await deliveries.standing('mail')).toEqual([b]);
      expect(await nextIds('mail')).toEqual(['c']);
      expect(await nextIds('pager')).toEqual(['a']);
    });

    it('15. MUST NOT let notices wait that were queued in what is the future by now, as when a clock is set back', async () => {
      await queue('mail', [a], noon + minute);
      const asked = { limit: 100, queuedUntil: noon - minute };
      expect(await deliveries.nextMessage('mail', { ...asked, at: noon + minute })).toMatchObject({ notices: [] });
      expect(await deliveries.nextMessage('mail', { ...asked, at: noon })).toMatchObject({ notices: [{ id: 'a' }] });
    });

    const hold = (receiver: string, notices: readonly AlertNotice[], at = noon) =>
      deliveries.queue(
        notices.map((notice) => ({ notice, receiver, heldFor: 'silenced' as const })),
        at,
      );
    const heldBy = async (receiver: string) =>
      (await deliveries.held({ after: '', limit: 10 })).filter((held) => held.receiver === receiver);
    const of = (receiver: string, notices: readonly AlertNotice[]) => notices.map((notice) => ({ notice, receiver }));

    it('16. MUST keep held notices from their receiver until they are released, then tell them as queued by then', async () => {
      const asked = (queuedUntil: number) =>
        deliveries.nextMessage('mail', { limit: 100, queuedUntil, at: noon + 5 * minute });
      await hold('mail', [a]);
      expect(await asked(noon)).toEqual({ notices: [], waitingSince: undefined });
      await queue('mail', [b], noon + 2 * minute);
      await deliveries.release(of('mail', [a]), noon + 3 * minute);
      expect(await heldBy('mail')).toEqual([]);
      expect(await asked(noon)).toEqual({ notices: [], waitingSince: noon + 2 * minute });
      expect(idsOf((await asked(noon + 2 * minute)).notices)).toEqual(['a', 'b']);
      await hold('mail', [a]);
      expect(await heldBy('mail')).toEqual([]);
    });

    it('17. MUST show what is held by alert and receiver, with the alert as it is known now', async () => {
      await hold('mail', [b, a], noon + minute);
      await hold('pager', [a], noon + 2 * minute);
      await queue('chat', [a]);
      await alertLog.record([ended]);
      expect(await deliveries.held({ after: '', limit: 10 })).toEqual([
        { alert: ended, receiver: 'mail', heldSince: noon + minute, keptFor: 'silenced', isHeard: false, notices: [a] },
        {
          alert: ended,
          receiver: 'pager',
          heldSince: noon + 2 * minute,
          keptFor: 'silenced',
          isHeard: false,
          notices: [a],
        },
        { alert: b, receiver: 'mail', heldSince: noon + minute, keptFor: 'silenced', isHeard: false, notices: [b] },
      ]);
      expect(await deliveries.held({ after: '', limit: 1 })).toHaveLength(2);
      expect(await deliveries.held({ after: 'a', limit: 1 })).toMatchObject([{ alert: { id: 'b' } }]);
    });

    it('18. MUST tell an escalation that is released as the first news when asked so', async () => {
      const rose = { ...a, escalatedFrom: 'warning' } as const;
      await hold('mail', [rose]);
      await deliveries.release(of('mail', [{ ...rose, escalatedFrom: undefined }]), noon);
      expect((await next('mail')).notices).toEqual([a]);
    });

    it('19. MUST never tell what was withheld, whatever is queued again, and leave what is not held', async () => {
      await hold('mail', [a]);
      await queue('mail', [b]);
      await deliveries.withhold(of('mail', [a, b]), noon + minute);
      await hold('mail', [a]);
      await queue('mail', [a]);
      await deliveries.release(of('mail', [a]), noon);
      expect(await heldBy('mail')).toEqual([]);
      expect(await nextIds('mail')).toEqual(['b']);
    });

    it('20. MUST know who has heard that an alert fires: not from what is held or withheld', async () => {
      await hold('mail', [a]);
      await hold('pager', [a]);
      await deliveries.withhold([{ notice: a, receiver: 'pager', heldFor: 'maintenance' }], noon);
      await queue('chat', [a]);
      await queue('log', [ended]);
      const hearings = await deliveries.hearings(['a', 'b']);
      expect([...hearings].sort((one, other) => (one.receiver < other.receiver ? -1 : 1))).toEqual([
        { alertId: 'a', receiver: 'chat', isHeard: true, keptFor: undefined },
        { alertId: 'a', receiver: 'mail', isHeard: false, keptFor: 'silenced' },
        { alertId: 'a', receiver: 'pager', isHeard: false, keptFor: 'maintenance' },
      ]);
      const later = { ...a, severity: 'info', escalatedFrom: 'info' } as const;
      await hold('chat', [later]);
      expect(await heldBy('chat')).toMatchObject([{ isHeard: true }]);
      expect(await deliveries.hearings([])).toEqual([]);
    });

    it('21. MUST give up what is held for receivers that are gone, and keep on record what was withheld', async () => {
      await hold('mail', [a, b]);
      await deliveries.withhold(of('mail', [b]), noon);
      expect(await deliveries.abandonAllBut([])).toBe(1);
      expect(await heldBy('mail')).toEqual([]);
    });

    it('22. MUST say of what fires how urgent the receiver knows it, while a rise of it is held', async () => {
      const mild = anAlert({ id: 'mild', severity: 'warning' });
      await alertLog.record([mild]);
      await queue('mail', [mild]);
      await next('mail');
      await confirm('mail', [mild]);
      const risen = { ...mild, severity: 'critical', peakScore: 99 } as const;
      await alertLog.revise([risen]);
      const rise = { ...risen, escalatedFrom: 'warning' } as const;
      await hold('mail', [rise]);
      expect(await deliveries.standing('mail')).toMatchObject([{ id: 'mild', severity: 'warning' }]);
      await deliveries.release(of('mail', [rise]), noon);
      await next('mail');
      expect(await deliveries.standing('mail')).toMatchObject([{ id: 'mild', severity: 'warning' }]);
      await confirm('mail', [rise]);
      expect(await deliveries.standing('mail')).toEqual([risen]);
    });
  });
}
