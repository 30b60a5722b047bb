import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DetectorOrders } from '../../src/ports/detector-orders.js';
import { aFeedbackOrder, aRollBack, aVersion } from '../alerting/order-builders.js';

/** The contract of `DetectorOrders`; `open` gives empty ones. */
export function describeDetectorOrdersContract(name: string, open: () => Promise<DetectorOrders>): void {
  describe(`${name} as orders to the detectors`, () => {
    let orders: DetectorOrders;
    const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

    beforeEach(async () => {
      orders = await open();
    });

    it('1. MUST give back each kind of order as it was given', async () => {
      const given = [
        aFeedbackOrder({ id: 'f', comment: 'the nightly backup', incidentId: 'i' }),
        aVersion({ id: 'v', name: 'before the move' }),
        aRollBack({ id: 'all', versionId: 'v' }),
        aRollBack({ id: 'one', versionId: 'v', scope: { kind: 'series', seriesId: 7 } }),
      ] as const;
      await orders.append([...given]);
      const back = await orders.after(0, 10);
      expect(back.map(({ sequence: _sequence, ...order }) => order)).toEqual(given);
    });

    it('2. MUST number orders upwards and answer the number of the last', async () => {
      expect(await orders.newest()).toBe(0);
      const first = await orders.append([aVersion({ id: 'a' }), aVersion({ id: 'b' })]);
      const second = await orders.append([aVersion({ id: 'c' })]);
      expect(second).toBeGreaterThan(first);
      expect(await orders.newest()).toBe(second);
      expect((await orders.after(0, 10)).map(({ sequence }) => sequence)).toEqual([first - 1, first, second]);
    });

    it('3. MUST give what was ordered after a number, in its order, no more than asked for', async () => {
      const first = await orders.append([aVersion({ id: 'a' })]);
      await orders.append([aVersion({ id: 'b' }), aVersion({ id: 'c' })]);
      expect(idsOf(await orders.after(first, 10))).toEqual(['b', 'c']);
      expect(idsOf(await orders.after(0, 2))).toEqual(['a', 'b']);
      expect(await orders.after(await orders.newest(), 10)).toEqual([]);
    });

    it('4. MUST give a number of its own to each of those who order at the same time', async () => {
      const numbers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => orders.append([aVersion({ id })])));
      expect(new Set(numbers).size).toBe(5);
      expect(await orders.after(0, 10)).toHaveLength(5);
    });

    it('5. MUST refuse an id that was used as a conflict, and take nothing of what came with it', async () => {
      await orders.append([aVersion({ id: 'a' })]);
      const again = orders.append([aVersion({ id: 'b' }), aVersion({ id: 'a' })]);
      await expect(again).rejects.toMatchObject({ code: 'conflict' });
      expect(idsOf(await orders.after(0, 10))).toEqual(['a']);
    });

    it('6. MUST find what was said of an alert, by itself or with its incident, newest first', async () => {
      await orders.append([aFeedbackOrder({ id: 'alone', alertIds: ['fan'] })]);
      await orders.append([aFeedbackOrder({ id: 'other', alertIds: ['inlet'] })]);
      await orders.append([aFeedbackOrder({ id: 'with', alertIds: ['inlet', 'fan'], incidentId: 'i' })]);
      expect(idsOf(await orders.feedbackOn({ alertId: 'fan' }, 10))).toEqual(['with', 'alone']);
      expect(idsOf(await orders.feedbackOn({ alertId: 'fan' }, 1))).toEqual(['with']);
      expect(idsOf(await orders.feedbackOn({ incidentId: 'i' }, 10))).toEqual(['with']);
      expect(await orders.feedbackOn({ alertId: 'i' }, 10)).toEqual([]);
    });

    it('7. MUST list the newest versions of each reason, newest first', async () => {
      for (const id of ['d1', 'd2', 'd3']) await orders.append([aVersion({ id, reason: 'daily' })]);
      for (const id of ['f1', 'f2', 'f3']) await orders.append([aVersion({ id, reason: 'before-feedback' })]);
      await orders.append([aRollBack({ versionId: 'd1' })]);
      expect(idsOf(await orders.versions(2))).toEqual(['f3', 'f2', 'd3', 'd2']);
    });

    it('8. MUST find roll-backs after a number, oldest first, and no other orders', async () => {
      await orders.append([aRollBack({ id: 'early', versionId: 'v' })]);
      const since = await orders.newest();
      await orders.append([
        aRollBack({ id: 'one', versionId: 'v' }),
        aVersion({ id: 'x' }),
        aRollBack({ id: 'two', versionId: 'v', scope: { kind: 'asset', assetId: 'hall-1-crah-1' } }),
      ]);
      expect(idsOf(await orders.rollBacksAfter(since, 10))).toEqual(['one', 'two']);
      expect(idsOf(await orders.rollBacksAfter(since, 1))).toEqual(['one']);
    });

    it('9. MUST keep the exact numbers of a lesson', async () => {
      const [lesson] = aFeedbackOrder({}).lessons;
      const exact = { ...lesson!, value: 0.1 + 0.2, expected: -1e-12, peakScore: 1000 };
      await orders.append([aFeedbackOrder({ id: 'f', lessons: [exact] })]);
      expect((await orders.feedbackOn({ alertId: lesson!.alertId }, 1))[0]?.lessons).toEqual([exact]);
    });

    it('10. MUST know the last word on each of many alerts, or on incidents as a whole', async () => {
      await orders.append([aFeedbackOrder({ alertIds: ['fan', 'inlet'], incidentId: 'i', verdict: 'real' })]);
      await orders.append([aFeedbackOrder({ alertIds: ['inlet'], verdict: 'not-anomaly' })]);
      await orders.append([aFeedbackOrder({ alertIds: ['pump'], incidentId: 'j', verdict: 'not-anomaly' })]);
      await orders.append([aFeedbackOrder({ alertIds: ['pump'], incidentId: 'j', verdict: 'withdrawn' })]);
      const onAlerts = await orders.verdictsOn('alerts', ['inlet', 'fan', 'pump', 'unknown']);
      expect(new Map([...onAlerts].sort())).toEqual(
        new Map([
          ['fan', 'real'],
          ['inlet', 'not-anomaly'],
          ['pump', 'withdrawn'],
        ]),
      );
      expect(await orders.verdictsOn('alerts', ['fan'])).toEqual(new Map([['fan', 'real']]));
      expect(await orders.verdictsOn('incidents', ['i', 'fan'])).toEqual(new Map([['i', 'real']]));
      expect(await orders.verdictsOn('incidents', ['j'])).toEqual(new Map([['j', 'withdrawn']]));
      expect(await orders.verdictsOn('alerts', [])).toEqual(new Map());
    });
  });
}
