import { beforeEach, describe, expect, it } from '@jest/globals';
import type { IncidentWithMembers } from '../../src/domain/alerting/incidents/incident.js';
import type { AlertLog } from '../../src/ports/alert-log.js';
import type { IncidentLog } from '../../src/ports/incident-log.js';
import { anAlert, anIncident, noon } from '../alerting/builders.js';

const minute = 60_000;

/** An empty incident log, beside the log of the alerts that it groups. */
export interface IncidentLogUnderTest {
  readonly alertLog: AlertLog;
  readonly incidentLog: IncidentLog;
}

/** The contract of `IncidentLog`; `open` gives an empty one. */
export function describeIncidentLogContract(name: string, open: () => Promise<IncidentLogUnderTest>): void {
  describe(`${name} as an incident log`, () => {
    let alertLog: AlertLog;
    let log: IncidentLog;
    const fan = anAlert({ id: 'fan', firedAt: noon + minute });
    const inlet = anAlert({ id: 'inlet', assetId: 'hall-1-rack-01', firedAt: noon + 2 * minute });
    const incident = anIncident({ id: 'i', members: [fan] });
    const { members: _members, ...bare } = incident;
    const unacknowledged = { acknowledgedBy: undefined, acknowledgedAt: undefined };
    const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

    beforeEach(async () => {
      ({ alertLog, incidentLog: log } = await open());
      await alertLog.record([inlet, fan]);
    });

    it('1. MUST give alerts without an incident in the order in which they fired, and no others', async () => {
      expect(await log.ungrouped(10)).toEqual([fan, inlet]);
      expect(await log.ungrouped(1)).toEqual([fan]);
      await log.record([incident]);
      expect(await log.ungrouped(10)).toEqual([inlet]);
    });

    it('2. MUST give back an incident as it was recorded', async () => {
      await log.record([incident]);
      expect(await log.find('i')).toEqual({ ...bare, ...unacknowledged });
      expect(await log.open()).toEqual([incident]);
      expect(await log.find('unknown')).toBeUndefined();
    });

    it('3. MUST show open incidents with their alerts as these are known now', async () => {
      await log.record([incident]);
      const over = { ...fan, state: 'resolved', resolvedAt: noon + 9 * minute } as const;
      await alertLog.record([over]);
      expect((await log.open())[0]?.members).toEqual([over]);
      expect(await log.membersOf('i')).toEqual([{ ...over, ...unacknowledged }]);
    });

    it('4. MUST take an open incident as it is now, once, however often it is recorded', async () => {
      await log.record([incident]);
      const grown: IncidentWithMembers = { ...incident, title: 'it grew', severity: 'critical', members: [fan, inlet] };
      await log.record([grown]);
      await log.record([grown]);
      expect(await log.open()).toEqual([grown]);
      expect(await log.list({ limit: 10 })).toHaveLength(1);
    });

    it('5. MUST keep a resolved incident as it is', async () => {
      const over = { ...incident, state: 'resolved', resolvedAt: noon + 9 * minute } as const;
      await log.record([incident]);
      await log.record([over]);
      await log.record([{ ...incident, title: 'a replay' }]);
      expect(await log.find('i')).toMatchObject({ state: 'resolved', title: incident.title });
      expect(await log.open()).toEqual([]);
    });

    it('6. MUST move the alerts of an incident that is merged into another one', async () => {
      const younger = anIncident({ id: 'j', members: [inlet], startsAt: noon + minute });
      await log.record([incident, younger]);
      await log.record([
        { ...younger, state: 'merged', mergedInto: 'i', members: [] },
        { ...incident, members: [fan, inlet] },
      ]);
      expect(idsOf(await log.membersOf('i'))).toEqual(['fan', 'inlet']);
      expect(await log.membersOf('j')).toEqual([]);
      expect(await log.find('j')).toMatchObject({ state: 'merged', mergedInto: 'i' });
      expect(idsOf(await log.open())).toEqual(['i']);
    });

    it('7. MUST keep an acknowledgement, whatever is recorded after it', async () => {
      await log.record([incident]);
      expect(await log.acknowledge('i', 'ada', noon + minute)).toBe(true);
      expect(await log.acknowledge('unknown', 'ada', noon)).toBe(false);
      await log.record([{ ...incident, title: 'it grew' }]);
      expect(await log.find('i')).toMatchObject({
        title: 'it grew',
        acknowledgedBy: 'ada',
        acknowledgedAt: noon + minute,
      });
    });

    it('11. MUST give each note of an incident as a notice until that is marked, in order, with what is known by now', async () => {
      await log.record([incident]);
      const [opened] = await log.unnotified(10);
      expect(opened).toEqual({ ...bare, noteIndex: 0 });
      const rose = { at: noon + minute, kind: 'severity', text: 'critical, was warning' } as const;
      const ended = { at: noon + 2 * minute, kind: 'resolved', text: 'all alerts are over' } as const;
      const over = {
        state: 'resolved',
        resolvedAt: noon + 2 * minute,
        notes: [...incident.notes, rose, ended],
      } as const;
      await log.record([{ ...incident, ...over, title: 'it grew' }]);
      expect(await log.unnotified(10)).toEqual([
        { ...bare, notes: over.notes, title: 'it grew', noteIndex: 0 },
        { ...bare, notes: over.notes, title: 'it grew', noteIndex: 1 },
        { ...bare, ...over, title: 'it grew', noteIndex: 2 },
      ]);
      await log.markNotified(opened ? [opened] : []);
      expect((await log.unnotified(10)).map(({ noteIndex }) => noteIndex)).toEqual([1, 2]);
      await log.markNotified(await log.unnotified(10));
      await log.markNotified(opened ? [opened] : []);
      expect(await log.unnotified(10)).toEqual([]);
    });

    it('12. MUST give the notices of at most so many incidents, of those that began first', async () => {
      await log.record([
        anIncident({ id: 'later', startsAt: noon + minute, members: [inlet] }),
        incident,
        anIncident({ id: 'latest', startsAt: noon + 2 * minute, members: [] }),
      ]);
      expect(idsOf(await log.unnotified(2))).toEqual(['i', 'later']);
    });

    describe('listing', () => {
      const later = anIncident({ id: 'later', startsAt: noon + minute, severity: 'warning', members: [inlet] });
      const hall = new Set([...Array.from({ length: 10_000 }, (_, index) => `empty-${index}`), 'hall-1-rack-01']);
      const same = anIncident({ id: 'same', state: 'resolved', quietAt: noon, resolvedAt: noon, members: [] });

      beforeEach(() => log.record([incident, later, same]));

      it('8. MUST show the newest start first, then the greater id, page by page', async () => {
        expect(idsOf(await log.list({ limit: 10 }))).toEqual(['later', 'same', 'i']);
        expect(idsOf(await log.list({ limit: 2 }))).toEqual(['later', 'same']);
        expect(idsOf(await log.list({ limit: 10, before: { startsAt: noon, id: 'same' } }))).toEqual(['i']);
      });

      it.each([
        ['state', { states: ['resolved'] as const }, ['same']],
        ['severity', { severity: 'warning' as const }, ['later']],
        ['an asset with an alert in it', { assetId: 'hall-1-rack-01' }, ['later']],
        ['many assets of which one has an alert in it', { among: hall }, ['later']],
        ['no assets at all', { among: new Set<string>() }, []],
        ['the earliest start', { fromMs: noon + minute }, ['later']],
        ['the start that it must precede', { toMs: noon + minute }, ['same', 'i']],
      ])('9. MUST filter by %s', async (_by, filter, expected) => {
        expect(idsOf(await log.list({ limit: 10, ...filter }))).toEqual(expected);
      });

      it('10. MUST list open incidents oldest first', async () => {
        expect(idsOf(await log.open())).toEqual(['i', 'later']);
      });
    });

    it('13. MUST know the supposed cause of alerts as it is now, and none of those that belong to no incident', async () => {
      await log.record([incident]);
      expect(await log.causesOf(['fan', 'inlet', 'unknown'])).toEqual(new Map([['fan', incident.causeAssetId]]));
      await log.record([{ ...incident, causeAssetId: 'ups-1', members: [fan, inlet] }]);
      expect(await log.causesOf(['fan', 'inlet'])).toEqual(
        new Map([
          ['fan', 'ups-1'],
          ['inlet', 'ups-1'],
        ]),
      );
      expect(await log.causesOf([])).toEqual(new Map());
    });

    it('14. MUST know to which incident alerts belong, and none of those that belong to no incident', async () => {
      await log.record([incident]);
      expect(await log.incidentsOf(['fan', 'inlet', 'unknown'])).toEqual(new Map([['fan', incident.id]]));
      expect(await log.incidentsOf([])).toEqual(new Map());
    });

    it('15. MUST tell cause and alerts of many at once, of a merged one those of whoever has its alerts by now', async () => {
      const smoke = anAlert({ id: 'smoke', firedAt: noon + 3 * minute });
      await alertLog.record([smoke]);
      const younger = anIncident({ id: 'j', members: [inlet], startsAt: noon + minute });
      const youngest = anIncident({ id: 'k', causeAssetId: 'ups-1', members: [smoke], startsAt: noon + 2 * minute });
      await log.record([incident, younger, youngest]);
      await log.record([
        { ...younger, state: 'merged', mergedInto: 'i', members: [] },
        { ...incident, members: [fan, inlet] },
      ]);
      const found = await log.troublesOf(['j', 'k', 'i', 'unknown']);
      expect([...found.keys()].sort()).toEqual(['i', 'j', 'k']);
      expect(found.get('k')).toEqual({ causeAssetId: 'ups-1', members: [{ ...smoke, ...unacknowledged }] });
      expect(found.get('j')).toEqual({
        causeAssetId: incident.causeAssetId,
        members: [fan, inlet].map((alert) => ({ ...alert, ...unacknowledged })),
      });
      expect(found.get('i')).toEqual(found.get('j'));
      expect(await log.troublesOf([])).toEqual(new Map());
    });
  });
}
