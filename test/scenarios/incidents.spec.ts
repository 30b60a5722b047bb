import { beforeAll, describe, expect, it } from '@jest/globals';
import { WatchedSite } from '../../bench/detection/watched-site.js';
import type { FaultRequest } from '../../src/domain/twin/faults/fault.js';
import { IncidentDesk } from '../../bench/detection/incident-desk.js';
import { demoSite } from '../builders/twin.js';

const site = demoSite();
const patienceMs = 180_000;

/** Real: twin, detectors, alert rules, grouping. Not there: bus, store, records, wall clock. All times are simulated. */
describe('A fault on the demo site', () => {
  const watched = new WatchedSite(site, { seed: 7, startMs: Date.UTC(2026, 2, 10, 10) });

  beforeAll(() => {
    watched.backfill(8);
  }, patienceMs);

  /** Lives on with these faults for a quarter of an hour, then without them for as long as is said. */
  function incidentsOf(faults: readonly FaultRequest[], recoverySeconds = 0) {
    const copy = watched.fork();
    const desk = new IncidentDesk(site.model);
    let fired = 0;
    const live = (seconds: number) => {
      for (let second = 0; second < seconds; second += 10) {
        const changes = copy.live(10);
        fired += changes.filter(({ state }) => state === 'firing').length;
        desk.turn(changes, copy.twin.now);
      }
      return desk.standing;
    };
    const ids = faults.map((fault) => copy.twin.inject(fault).id);
    const during = live(900);
    const firedDuring = fired;
    for (const id of ids) copy.twin.clear(id);
    return { during, firedDuring, after: live(recoverySeconds) };
  }

  it(
    'a CRAH fan that fails is one incident, its cause that CRAH, with all that its zone suffers, until all is well again',
    () => {
      const { during, firedDuring, after } = incidentsOf([{ kind: 'crah-fan-failure', asset: 'hall-1-crah-1' }], 2100);
      expect(during).toMatchObject([{ state: 'open', severity: 'critical', causeAssetId: 'hall-1-crah-1' }]);
      const [incident] = during;
      expect(incident?.title).toMatch(
        /^CRAH hall-1-crah-1: fan stopped; \d+ servers, 6 racks and 1 CRAH in Hall 1 affected$/,
      );
      expect(firedDuring).toBeGreaterThan(40);
      expect(incident?.members).toHaveLength(firedDuring);
      expect(incident?.report).toMatchObject({
        redundancy: [{ kind: 'cooling', zone: 'hall-1-north', working: 1, needed: 1, total: 2 }],
        runbook: { causeKind: 'fan-stopped' },
      });
      expect(after.map(({ id, state }) => ({ id, state }))).toEqual([{ id: incident?.id, state: 'resolved' }]);
    },
    patienceMs,
  );

  it(
    'a PDU that loses its feed is one incident, its cause that PDU, though the other feed and both UPSs change at once',
    () => {
      const { during, firedDuring } = incidentsOf([{ kind: 'pdu-feed-loss', asset: 'hall-1-pdu-a1' }]);
      expect(during).toMatchObject([{ state: 'open', severity: 'critical', causeAssetId: 'hall-1-pdu-a1' }]);
      expect(during[0]?.members).toHaveLength(firedDuring);
      expect(during[0]?.title).toMatch(/^PDU hall-1-pdu-a1: feed lost/);
      expect(during[0]?.report.assets).toEqual(expect.arrayContaining(['hall-1-pdu-b1', 'hall-1-ups-a']));
      expect(during[0]?.report.redundancy).toEqual([
        { kind: 'power', racksOnOneFeed: 6, racksWithoutPower: 0, lostFeeds: ['hall-1-pdu-a1'] },
      ]);
    },
    patienceMs,
  );

  it(
    'two unrelated faults in different halls are two incidents',
    () => {
      const { during, firedDuring } = incidentsOf([
        { kind: 'crah-fan-failure', asset: 'hall-1-crah-1' },
        { kind: 'hot-air-recirculation', asset: 'hall-2-rack-01' },
      ]);
      expect(during.map(({ causeAssetId }) => causeAssetId).sort()).toEqual(['hall-1-crah-1', 'hall-2-rack-01']);
      expect(during.reduce((sum, { members }) => sum + members.length, 0)).toBe(firedDuring);
    },
    patienceMs,
  );
});
