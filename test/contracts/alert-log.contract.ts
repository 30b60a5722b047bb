import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Alert } from '../../src/domain/alerting/alert.js';
import type { AlertLog } from '../../src/ports/alert-log.js';
import { anAlert, noon } from '../alerting/builders.js';

const minute = 60_000;

/** The contract of `AlertLog`; `open` gives an empty one. */
export function describeAlertLogContract(name: string, open: () => Promise<AlertLog>): void {
  describe(`${name} as an alert log`, () => {
    let log: AlertLog;

    beforeEach(async () => {
      log = await open();
    });

    const firing = anAlert({ id: 'a', startsAt: noon, firedAt: noon + minute, resolvedAt: undefined });
    const resolved: Alert = { ...firing, state: 'resolved', resolvedAt: noon + 9 * minute, peakScore: 7.25 };
    const ids = (alerts: readonly Alert[]) => alerts.map(({ id }) => id);
    const changes = (alerts: readonly Alert[]) => alerts.map(({ id, state }) => `${id} ${state}`);

    describe('recording', () => {
      it('1. MUST give back an alert as it was recorded', async () => {
        expect(await log.record([firing])).toEqual([{ alert: firing, isNew: true }]);
        expect(await log.find('a')).toEqual({ ...firing, acknowledgedBy: undefined, acknowledgedAt: undefined });
      });

      it('2. MUST call a change new once, whatever is replayed', async () => {
        await log.record([firing]);
        expect(await log.record([firing])).toEqual([{ alert: firing, isNew: false }]);
        expect(await log.record([resolved])).toEqual([{ alert: resolved, isNew: true }]);
        expect(await log.record([firing, resolved])).toEqual([
          { alert: firing, isNew: false },
          { alert: resolved, isNew: false },
        ]);
      });

      it('3. MUST keep an alert resolved when its firing is replayed', async () => {
        await log.record([firing]);
        await log.record([resolved]);
        await log.record([firing]);
        expect(await log.find('a')).toMatchObject(resolved);
      });

      it('4. MUST take both changes of a short episode in one call, and the same change twice as one', async () => {
        expect((await log.record([firing, resolved, firing])).map(({ isNew }) => isNew)).toEqual([true, true, false]);
        expect(await log.find('a')).toMatchObject(resolved);
      });

      it('5. MUST leave out pending alerts', async () => {
        const pending = anAlert({ id: 'p', state: 'pending' });
        expect(await log.record([pending])).toEqual([{ alert: pending, isNew: false }]);
        expect(await log.find('p')).toBeUndefined();
      });

      it('6. MUST keep the NaN of a silent series, which has no value', async () => {
        await log.record([anAlert({ id: 's', kind: 'silent', value: NaN, expected: NaN })]);
        expect(await log.find('s')).toMatchObject({ value: NaN, expected: NaN });
      });

      it('7. MUST take a storm: 3,000 alerts in one call', async () => {
        const storm = Array.from({ length: 3_000 }, (_, index) => anAlert({ id: `storm-${index}`, startsAt: noon }));
        expect((await log.record(storm)).every(({ isNew }) => isNew)).toBe(true);
        expect(await log.list({ limit: 5_000 })).toHaveLength(3_000);
      });
    });

    describe('listing', () => {
      const site = [
        anAlert({ id: 'a', startsAt: noon, assetId: 'crah-1', seriesId: 1, severity: 'critical' }),
        anAlert({ id: 'b', startsAt: noon + minute, assetId: 'srv-1', seriesId: 2, severity: 'warning' }),
        anAlert({ id: 'B', startsAt: noon + minute, assetId: 'srv-1', seriesId: 3, severity: 'warning' }),
        anAlert({
          id: 'c',
          startsAt: noon + 2 * minute,
          assetId: 'srv-2',
          seriesId: 4,
          severity: 'critical',
          state: 'resolved',
          resolvedAt: noon + 3 * minute,
        }),
      ];

      beforeEach(() => log.record(site));

      it('8. MUST list the newest start first, then the greater id, byte by byte', async () => {
        expect(ids(await log.list({ limit: 10 }))).toEqual(['c', 'b', 'B', 'a']);
      });

      it('9. MUST page through all of them, each once', async () => {
        const seen: string[] = [];
        let page = await log.list({ limit: 1 });
        while (page[0]) {
          seen.push(page[0].id);
          page = await log.list({ limit: 1, before: page[0] });
        }
        expect(seen).toEqual(['c', 'b', 'B', 'a']);
      });

      it('10. MUST narrow by state, asset, series, severity, start and end', async () => {
        expect(ids(await log.list({ limit: 10, states: ['firing'] }))).toEqual(['b', 'B', 'a']);
        expect(ids(await log.list({ limit: 10, states: ['firing', 'resolved'] }))).toHaveLength(4);
        expect(ids(await log.list({ limit: 10, assetId: 'srv-1' }))).toEqual(['b', 'B']);
        expect(ids(await log.list({ limit: 10, seriesId: 3 }))).toEqual(['B']);
        expect(ids(await log.list({ limit: 10, severity: 'critical' }))).toEqual(['c', 'a']);
        expect(ids(await log.list({ limit: 10, fromMs: noon + minute, toMs: noon + 2 * minute }))).toEqual(['b', 'B']);
        expect(ids(await log.list({ limit: 10, states: ['firing'], severity: 'critical' }))).toEqual(['a']);
        expect(ids(await log.list({ limit: 10, endedFromMs: noon + 3 * minute }))).toEqual(['c']);
        expect(ids(await log.list({ limit: 10, endedFromMs: noon + 3 * minute + 1 }))).toEqual([]);
      });

      it('25. MUST narrow to any of many assets, newest start first and page by page', async () => {
        const hall = new Set([...Array.from({ length: 10_000 }, (_, index) => `empty-${index}`), 'srv-1', 'crah-1']);
        expect(ids(await log.list({ limit: 10, among: hall }))).toEqual(['b', 'B', 'a']);
        expect(ids(await log.list({ limit: 2, among: hall, before: { startsAt: noon + minute, id: 'b' } }))).toEqual([
          'B',
          'a',
        ]);
        expect(ids(await log.list({ limit: 10, among: hall, severity: 'critical' }))).toEqual(['a']);
        expect(ids(await log.list({ limit: 10, among: hall, assetId: 'srv-2' }))).toEqual([]);
        expect(ids(await log.list({ limit: 10, among: new Set() }))).toEqual([]);
      });
    });

    describe('acknowledging', () => {
      it('11. MUST show who acknowledged and when, also after the alert resolved', async () => {
        await log.record([firing]);
        expect(await log.acknowledge('a', 'ada', noon + 5 * minute)).toBe(true);
        await log.record([resolved]);
        expect(await log.find('a')).toMatchObject({ acknowledgedBy: 'ada', acknowledgedAt: noon + 5 * minute });
      });

      it('12. MUST say when there is no such alert', async () => {
        expect(await log.acknowledge('nothing', 'ada', noon)).toBe(false);
        expect(await log.find('nothing')).toBeUndefined();
      });
    });

    describe('telling', () => {
      it('13. MUST keep each change until it is confirmed, oldest first', async () => {
        await log.record([firing]);
        await log.record([anAlert({ id: 'z' })]);
        await log.record([resolved]);
        expect(changes(await log.unnotified(10))).toEqual(['a firing', 'z firing', 'a resolved']);
        expect(changes(await log.unnotified(2))).toEqual(['a firing', 'z firing']);
        await log.markNotified([firing]);
        expect(changes(await log.unnotified(10))).toEqual(['z firing', 'a resolved']);
      });

      it('14. MUST show a change as the kind of change it was', async () => {
        await log.record([firing]);
        await log.record([resolved]);
        const [first, second] = await log.unnotified(10);
        expect(first).toMatchObject({ id: 'a', state: 'firing', resolvedAt: undefined });
        expect(second).toEqual(resolved);
      });

      it('15. MUST NOT tell again what a replay records again', async () => {
        await log.record([firing]);
        await log.markNotified([firing, resolved]);
        await log.record([firing]);
        expect(await log.unnotified(10)).toEqual([]);
      });
    });

    describe('revising', () => {
      const warm = anAlert({
        id: 'w',
        severity: 'warning',
        peakScore: 2.2,
        value: 21,
        expected: 20,
        summary: 'is 21 °C',
      });
      const hot = {
        ...warm,
        severity: 'critical',
        peakScore: 25.8,
        value: 32.6,
        summary: 'rose to 32.6 °C',
        escalatedAt: noon + 4 * minute,
      } as const;

      beforeEach(() => log.record([warm]));

      it('16. MUST bring a firing alert up to the worst that is known of it, and say from where its severity rose', async () => {
        await log.acknowledge('w', 'ada', noon);
        const revised = { ...hot, acknowledgedBy: 'ada', acknowledgedAt: noon };
        expect(await log.revise([hot])).toEqual([{ alert: revised, escalatedFrom: 'warning' }]);
        expect(await log.find('w')).toEqual(revised);
      });

      it('17. MUST revise nothing when a replay brings the same or earlier revisions again', async () => {
        await log.revise([hot]);
        expect(await log.revise([{ ...warm, peakScore: 3 }, hot])).toEqual([]);
        expect(await log.revise([warm])).toEqual([]);
        expect(await log.find('w')).toMatchObject(hot);
      });

      it('18. MUST take the last of several revisions of one alert', async () => {
        const steps = [{ ...warm, peakScore: 4 }, hot];
        expect(await log.revise(steps)).toMatchObject([{ alert: hot, escalatedFrom: 'warning' }]);
      });

      it('19. MUST NOT let severity or peak score fall', async () => {
        await log.revise([hot]);
        const worse = { ...warm, peakScore: 30, value: 33 };
        expect(await log.revise([worse])).toMatchObject([
          { alert: { severity: 'critical', peakScore: 30, value: 33 } },
        ]);
      });

      it('20. MUST leave alone what is unknown or resolved', async () => {
        await log.record([{ ...hot, state: 'resolved', resolvedAt: noon + minute }]);
        expect(await log.revise([{ ...hot, peakScore: 99 }, anAlert({ id: 'unknown' })])).toEqual([]);
        expect(await log.find('w')).toMatchObject({ state: 'resolved', peakScore: 25.8 });
        expect(await log.find('unknown')).toBeUndefined();
      });

      it('21. MUST take a storm: 3,000 revisions in one call', async () => {
        const storm = Array.from({ length: 3_000 }, (_, index) => ({ ...warm, id: `storm-${index}` }));
        await log.record(storm);
        const worse = storm.map((alert) => ({ ...alert, peakScore: 3 }));
        expect((await log.revise(worse)).map(({ alert }) => alert.id)).toEqual(ids(storm));
      });

      it('22. MUST queue an escalation once, between the start and the end, and no revision without one', async () => {
        await log.revise([{ ...warm, peakScore: 3 }]);
        await log.revise([hot]);
        await log.revise([hot]);
        await log.record([{ ...hot, state: 'resolved', resolvedAt: noon + minute }]);
        const notices = await log.unnotified(10);
        expect(notices.map(({ state, severity, escalatedFrom }) => [state, severity, escalatedFrom])).toEqual([
          ['firing', 'warning', undefined],
          ['firing', 'critical', 'warning'],
          ['resolved', 'critical', undefined],
        ]);
      });

      it('23. MUST NOT tell a confirmed escalation again, nor take the start for told with it', async () => {
        await log.revise([hot]);
        const [, escalation] = await log.unnotified(10);
        await log.markNotified([escalation!]);
        await log.revise([hot]);
        expect(await log.unnotified(10)).toMatchObject([{ state: 'firing', severity: 'warning' }]);
      });

      it('24. MUST keep when its severity rose, whatever comes later, also once it is over', async () => {
        await log.revise([hot]);
        const later = { ...hot, peakScore: 30, escalatedAt: undefined };
        expect(await log.revise([later])).toMatchObject([{ alert: { escalatedAt: hot.escalatedAt } }]);
        await log.record([{ ...later, state: 'resolved', resolvedAt: noon + 9 * minute }]);
        expect(await log.find('w')).toMatchObject({ state: 'resolved', escalatedAt: hot.escalatedAt });
      });
    });
  });
}
