import { beforeEach, describe, expect, it } from '@jest/globals';
import { incidentNotice, type IncidentNotice } from '../../src/domain/alerting/incidents/incident-notice.js';
import type { IncidentDeliveries } from '../../src/ports/incident-deliveries.js';
import type { IncidentLog } from '../../src/ports/incident-log.js';

import { anIncident, noon } from '../alerting/builders.js';

const minute = 60_000;

/** An empty set of deliveries, beside the log of the incidents that they are about. */
export interface IncidentDeliveriesUnderTest {
  readonly incidentLog: IncidentLog;
  readonly deliveries: IncidentDeliveries;
}

/** What the contract of `NoticeDeliveries` says, of incidents: their notices are told apart by their note. */
export function describeIncidentDeliveries(name: string, open: () => Promise<IncidentDeliveriesUnderTest>): void {
  describe(`${name} as the deliveries of notices of incidents`, () => {
    let incidentLog: IncidentLog;
    let deliveries: IncidentDeliveries;
    const { members: _members, ...fan } = anIncident({ id: 'fan' });
    const rose = { at: noon + minute, kind: 'severity', text: 'critical, was warning' } as const;
    const ended = { at: noon + 2 * minute, kind: 'resolved', text: 'all alerts are over' } as const;
    const grown = { ...fan, notes: [...fan.notes, rose] };
    const over = {
      ...grown,
      state: 'resolved',
      resolvedAt: noon + 2 * minute,
      notes: [...grown.notes, ended],
    } as const;
    const opened = incidentNotice(fan, 0);

    beforeEach(async () => {
      ({ incidentLog, deliveries } = await open());
      await incidentLog.record([{ ...fan, members: [] }]);
    });

    const queue = (notices: readonly IncidentNotice[], receiver = 'mail', at = noon) =>
      deliveries.queue(
        notices.map((notice) => ({ notice, receiver })),
        at,
      );
    const next = async (receiver = 'mail', at = noon) =>
      (await deliveries.nextMessage(receiver, { limit: 100, queuedUntil: at, at })).notices;

    it('1. MUST tell each note once to each receiver, as it was, with what is known by now', async () => {
      await incidentLog.record([{ ...over, title: 'it grew', members: [] }]);
      const notices = await incidentLog.unnotified(10);
      await queue([...notices, opened]);
      await queue(notices);
      await queue(notices, 'chat');
      const known = { notes: over.notes, title: 'it grew' };
      expect(await next()).toEqual([
        { ...fan, ...known, noteIndex: 0 },
        { ...fan, ...known, noteIndex: 1 },
        { ...over, ...known, noteIndex: 2 },
      ]);
      await deliveries.confirm('mail', await next(), noon);
      await queue(notices);
      expect(await next()).toEqual([]);
      expect(await next('chat')).toHaveLength(3);
    });

    it('2. MUST keep what belongs to a message together, whatever is queued meanwhile', async () => {
      await queue([opened]);
      await next();
      await incidentLog.record([{ ...grown, members: [] }]);
      await queue([incidentNotice(grown, 1)]);
      expect((await next()).map(({ noteIndex }) => noteIndex)).toEqual([0]);
      await deliveries.confirm('mail', [opened], noon);
      expect((await next()).map(({ noteIndex }) => noteIndex)).toEqual([1]);
    });

    it('3. MUST put back and drop what the message in hand holds', async () => {
      await incidentLog.record([{ ...grown, members: [] }]);
      await queue(await incidentLog.unnotified(10));
      const [first, second] = await next();
      await deliveries.putBack('mail', second ? [second] : []);
      expect(await next()).toHaveLength(1);
      await deliveries.drop('mail', first ? [first] : []);
      expect((await next()).map(({ noteIndex }) => noteIndex)).toEqual([1]);
    });

    it('4. MUST know which incidents stand with a receiver: those that are open and that it has confirmed', async () => {
      await queue([opened]);
      await next();
      expect(await deliveries.standing('mail')).toEqual([]);
      await deliveries.confirm('mail', [opened], noon);
      expect(await deliveries.standing('mail')).toEqual([opened]);
      await incidentLog.record([{ ...over, members: [] }]);
      expect(await deliveries.standing('mail')).toEqual([]);
    });

    it('5. MUST give up what waits for receivers that are gone', async () => {
      await queue([opened]);
      await queue([opened], 'chat');
      expect(await deliveries.abandonAllBut(['chat'])).toBe(1);
      expect(await next()).toEqual([]);
      expect(await next('chat')).toHaveLength(1);
    });

    it('6. MUST know who hears of an incident, each receiver once, whether it has confirmed that or not', async () => {
      await incidentLog.record([{ ...grown, members: [] }]);
      await queue(await incidentLog.unnotified(10));
      await queue([opened], 'chat');
      await next();
      await deliveries.confirm('mail', await next(), noon);
      const hearings = await deliveries.hearings(['fan', 'unknown']);
      expect([...hearings].sort((left, right) => (left.receiver < right.receiver ? -1 : 1))).toEqual([
        { incidentId: 'fan', receiver: 'chat' },
        { incidentId: 'fan', receiver: 'mail' },
      ]);
      expect(await deliveries.hearings([])).toEqual([]);
    });

    it('7. MUST say how urgent the receiver knows an incident, and with which cause, while what is new waits', async () => {
      const mild = { ...fan, id: 'mild', severity: 'warning' } as const;
      const before = { severity: 'warning', causeAssetId: fan.causeAssetId } as const;
      const after = { severity: 'critical', causeAssetId: 'chiller-1' } as const;
      await incidentLog.record([{ ...mild, members: [] }]);
      await queue([incidentNotice(mild, 0)]);
      await next();
      await deliveries.confirm('mail', [incidentNotice(mild, 0)], noon);
      const risen = { ...mild, ...after, notes: [...mild.notes, { ...rose, before }] };
      await incidentLog.record([{ ...risen, members: [] }]);
      expect(await deliveries.standing('mail')).toEqual([{ ...risen, ...before, noteIndex: 0 }]);
      await queue([incidentNotice(risen, 1)]);
      expect(await deliveries.standing('mail')).toMatchObject([before]);
      await deliveries.confirm('mail', await next(), noon);
      expect(await deliveries.standing('mail')).toEqual([{ ...risen, noteIndex: 0 }]);
    });
  });
}
