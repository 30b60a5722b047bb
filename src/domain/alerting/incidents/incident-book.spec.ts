import { describe, expect, it } from '@jest/globals';
import { noon } from '../../../../test/alerting/builders.js';
import { IncidentDesk } from '../../../../bench/detection/incident-desk.js';
import { aSymptom, fanStops, inletWarms, over, pduCarriesMore, pduDies } from '../../../../test/alerting/symptoms.js';
import { demoSite } from '../../../../test/builders/twin.js';
import { newAsset } from '../../assets/asset.js';
import { SiteModel } from '../../assets/site-model.js';
import type { Alert } from '../alert.js';
import { CommonEvents } from './common-events.js';

const { model } = demoSite();
const wall = (seconds: number) => noon + seconds * 1000;
const minutes = 60;

/** Alerts one after the other, each in a turn of its own. */
function deskWith(alerts: readonly Alert[]): IncidentDesk {
  const desk = new IncidentDesk(model);
  for (const alert of alerts) desk.turn([alert], alert.firedAt ?? alert.startsAt);
  return desk;
}

const causes = (desk: IncidentDesk) => desk.standing.map(({ causeAssetId }) => causeAssetId);

describe('Alerts of one trouble', () => {
  it('warm inlets of one zone are one incident before anything is heard of a CRAH, which then is its cause', () => {
    const inlets = ['hall-1-rack-01', 'hall-1-rack-03', 'hall-1-rack-06'].map((rack, i) => inletWarms(rack, i * 20));
    const desk = deskWith(inlets);
    expect(desk.standing).toMatchObject([{ title: expect.stringMatching(/^rack .*: inlet air too warm/) }]);
    desk.turn([fanStops('hall-1-crah-2', 90)], wall(110));
    expect(desk.standing).toMatchObject([
      {
        causeAssetId: 'hall-1-crah-2',
        title: 'CRAH hall-1-crah-2: fan stopped; 3 racks in Hall 1 affected',
        severity: 'critical',
      },
    ]);
    expect(desk.standing[0]?.notes.map(({ kind }) => kind)).toContain('cause');
  });

  it('trouble that reaches another hall says so once for the hall, not for each of its racks', () => {
    const warmAir = (crah: string, seconds: number) =>
      aSymptom(crah, 'dc.crah.supply_temperature', seconds, { value: 22, expected: 18 });
    const chiller = aSymptom('chiller-1', 'dc.chiller.power', 0, { value: 0, expected: 15_000 });
    const crahs = ['hall-1-crah-1', 'hall-2-crah-1', 'hall-2-crah-2', 'hall-1-crah-2'];
    const desk = deskWith([chiller, ...crahs.map((crah, i) => warmAir(crah, 60 + i * 30))]);
    const [incident, ...others] = desk.standing;
    expect(others).toEqual([]);
    const spread = incident?.notes.filter(({ kind }) => kind === 'spread').map(({ text }) => text);
    expect(spread).toEqual(['now also in Hall 1', 'now also in Hall 2']);
  });

  it('a fan that stops twice in one zone is one incident, and critical: nothing is left', () => {
    const desk = deskWith([fanStops('hall-1-crah-1', 0), fanStops('hall-1-crah-2', 3600)]);
    expect(desk.standing).toHaveLength(1);
    expect(desk.standing[0]).toMatchObject({
      severity: 'critical',
      report: { redundancy: [{ working: 0, needed: 1, total: 2 }] },
    });
  });

  it('one stopped fan of two is critical where the zone needs both, also after a device was adopted', () => {
    const zone = model.find('hall-1-crah-1')?.coolingZone ?? '';
    const severityWith = (needs: number) => {
      const newcomer = newAsset({ id: 'srv-new', kind: 'server', parentId: 'hall-1' });
      const site = new SiteModel(model.all(), new Map([[zone, needs]])).withAsset(newcomer);
      const fan = { ...fanStops('hall-1-crah-1', 0), severity: 'warning' as const };
      const [incident] = new IncidentDesk(site).turn([fan], noon).standing;
      expect(incident?.report.redundancy).toEqual([{ kind: 'cooling', zone, working: 1, needed: needs, total: 2 }]);
      return incident?.severity;
    };
    expect([severityWith(1), severityWith(2)]).toEqual(['warning', 'critical']);
  });

  it('a UPS that carries less does not become the cause of the PDU below it that died', () => {
    const load = aSymptom('hall-1-ups-a', 'dc.ups.load', 0, { value: 0.19, expected: 0.36 });
    expect(causes(deskWith([load, pduCarriesMore('hall-1-pdu-b1', 5), pduDies('hall-1-pdu-a1', 10)]))).toEqual([
      'hall-1-pdu-a1',
    ]);
  });

  it('an inlet that warms up hours after the fan has stopped still belongs to it', () => {
    expect(deskWith([fanStops('hall-1-crah-1', 0), inletWarms('hall-1-rack-02', 5 * 3600)]).standing).toHaveLength(1);
  });

  it('racks without power on both feeds make it critical', () => {
    const desk = deskWith([pduDies('hall-1-pdu-a1', 0), pduDies('hall-1-pdu-b1', 60)]);
    expect(desk.standing[0]?.report.redundancy).toEqual([
      { kind: 'power', racksOnOneFeed: 0, racksWithoutPower: 6, lostFeeds: ['hall-1-pdu-a1', 'hall-1-pdu-b1'] },
    ]);
  });

  it('a storm of thousands in one zone stays one incident, described with all of them', () => {
    const servers = model.racksOfZone('hall-1-north').flatMap(({ id }) => model.children(id));
    const storm = Array.from({ length: 2000 }, (_, i) =>
      aSymptom(servers[i % servers.length]?.id ?? '', 'hw.fan.speed', 60 + i, { value: 9000, expected: 5000 }),
    );
    const desk = new IncidentDesk(model).turn([fanStops('hall-1-crah-1', 0), ...storm], wall(60));
    expect(desk.standing).toMatchObject([{ causeAssetId: 'hall-1-crah-1', members: { length: 2001 } }]);
    expect(desk.standing[0]?.report.alertsByKind).toEqual({ crah: 1, server: 2000 });
  });

  it('two halls that suffer from one chiller become one incident once the chiller is known to have stopped', () => {
    const chiller = aSymptom('chiller-1', 'dc.chiller.power', 0, { value: 0, expected: 15_000, firedAt: wall(200) });
    const warmAir = (crah: string, seconds: number) =>
      aSymptom(crah, 'dc.crah.supply_temperature', seconds, { value: 22, expected: 18 });
    const desk = deskWith([warmAir('hall-1-crah-1', 60), warmAir('hall-2-crah-1', 70)]);
    const [first, second] = desk.standing;
    expect(causes(desk)).toEqual(['hall-1-crah-1', 'hall-2-crah-1']);
    desk.turn([chiller], wall(200));
    expect(desk.standing).toMatchObject([{ id: first?.id, causeAssetId: 'chiller-1', members: { length: 3 } }]);
    expect(desk.incidents.find(({ id }) => id === second?.id)).toMatchObject({
      state: 'merged',
      mergedInto: first?.id,
      members: [],
    });
  });
});

describe('Alerts that count events', () => {
  const failuresAt = (assetId: string, seconds: number, over: Partial<Alert> = {}) =>
    aSymptom(assetId, 'dc.access.login_failures', seconds, { value: 14, expected: 0, ...over });
  const user = failuresAt('user:alice', 0);
  const host = failuresAt('hall-1-rack-01-server-02', 0, { peakScore: 40 });
  const same = (...pairs: readonly (readonly [Alert, Alert])[]) =>
    new CommonEvents(pairs.map(([one, other]) => [one.id, other.id]));

  it('of one attack are one incident, its cause the user whose password is guessed, not the machine', () => {
    const { standing } = new IncidentDesk(model).turn([host, user], wall(60), same([user, host]));
    expect(standing).toMatchObject([{ causeAssetId: 'user:alice', members: { length: 2 } }]);
    expect(standing[0]?.report.candidates[0]?.reasons).toContain('the same events are counted at 1 of 1 others');
  });

  it('of two attacks are two', () => {
    const [other, otherHost] = [failuresAt('user:bob', 20), failuresAt('hall-2-rack-01-server-01', 20)];
    const events = same([user, host], [other, otherHost]);
    const { standing } = new IncidentDesk(model).turn([user, other, otherHost, host], wall(60), events);
    expect(standing.map(({ causeAssetId }) => causeAssetId)).toEqual(['user:alice', 'user:bob']);
  });

  it('become one incident when it is known later that they are of the same events', () => {
    const desk = new IncidentDesk(model).turn([host, user], wall(60));
    expect(desk.standing).toHaveLength(2);
    desk.turn([], wall(75), same([user, host]));
    expect(desk.standing).toMatchObject([{ causeAssetId: 'user:alice', members: { length: 2 } }]);
  });

  it('of an address that tries many users at two machines are one, its cause the address', () => {
    const source = failuresAt('source:203.0.113.9', 60);
    const users = ['user:a', 'user:b', 'user:c'].map((id) => failuresAt(id, 0));
    const hosts = ['hall-1-rack-01-server-02', 'hall-2-rack-01-server-01'].map((id) => failuresAt(id, 0));
    const events = same(...[...users, ...hosts].map((alert) => [source, alert] as const));
    const { standing } = new IncidentDesk(model).turn([...hosts, ...users, source], wall(120), events);
    expect(standing).toMatchObject([{ causeAssetId: 'source:203.0.113.9', members: { length: 6 } }]);
  });

  it('of many addresses at one machine are one, its cause the machine', () => {
    const sources = Array.from({ length: 12 }, (_, i) => failuresAt(`source:198.51.100.${i}`, i));
    const events = same(...sources.map((source) => [source, host] as const));
    const { standing } = new IncidentDesk(model).turn([...sources, host], wall(60), events);
    expect(standing).toMatchObject([{ causeAssetId: host.assetId, members: { length: 13 } }]);
  });

  it('do not draw in what else befalls the machine', () => {
    const power = aSymptom(host.assetId, 'hw.host.power', 30, { value: 600, expected: 300 });
    const { standing } = new IncidentDesk(model).turn([user, host, power], wall(60), same([user, host]));
    expect(standing.map(({ causeAssetId }) => causeAssetId)).toEqual(['user:alice', host.assetId]);
  });
});

describe('Alerts of different troubles', () => {
  it.each([
    ['fans in two halls', fanStops('hall-1-crah-1', 0), fanStops('hall-2-crah-1', 10)],
    ['a fan and a PDU of one row', fanStops('hall-1-crah-1', 0), pduDies('hall-1-pdu-a1', 10)],
    ['warm inlets of two zones', inletWarms('hall-1-rack-01', 0), inletWarms('hall-2-rack-01', 10)],
    [
      'a fan and a busy server that it cools',
      fanStops('hall-1-crah-1', 0),
      aSymptom('hall-1-rack-01-server-01', 'system.cpu.utilization', 10, { value: 0.9, expected: 0.3 }),
    ],
    [
      'two servers of a row that draw more',
      aSymptom('hall-1-rack-01-server-01', 'hw.host.power', 0, { value: 600, expected: 300 }),
      aSymptom('hall-1-rack-02-server-01', 'hw.host.power', 10, { value: 600, expected: 300 }),
    ],
    ['warm inlets that lie hours apart', inletWarms('hall-1-rack-01', 0), inletWarms('hall-1-rack-05', 7200)],
    ['a real and a simulated fan', fanStops('hall-1-crah-1', 0), fanStops('hall-1-crah-2', 10, { simulated: true })],
    ['devices that the site does not know', fanStops('new-1', 0), fanStops('new-2', 10)],
  ])('%s are two incidents', (_what, one, other) => {
    expect(deskWith([one, other]).standing).toHaveLength(2);
  });

  it('a chiller that carries less because two halls do joins one of them and merges nothing', () => {
    const less = aSymptom('chiller-1', 'dc.chiller.cooling_power', 60, { value: 20_000, expected: 30_000 });
    const desk = deskWith([fanStops('hall-1-crah-1', 0), fanStops('hall-2-crah-1', 10), less]);
    expect(causes(desk)).toEqual(['hall-1-crah-1', 'hall-2-crah-1']);
  });
});

describe('Alerts that reach the records out of order', () => {
  const stop = over(fanStops('hall-1-crah-1', 0), 600);
  const inlets = ['hall-1-rack-01', 'hall-1-rack-03'].map((rack, i) => over(inletWarms(rack, 60 + i * 20), 700));
  const nextDay = over(fanStops('hall-1-crah-1', 86_400), 87_000);
  const elsewhere = over(pduDies('hall-1-pdu-a1', 30), 400);
  const story = [stop, elsewhere, ...inlets, nextDay];
  const told = (desk: IncidentDesk) =>
    desk.standing
      .map(({ causeAssetId, title, members }) => ({ causeAssetId, title, members: members.map(({ id }) => id) }))
      .sort((one, other) => (one.title < other.title ? -1 : 1));

  it.each([
    ['in reverse', [...story].reverse()],
    ['effects first', [...inlets, nextDay, elsewhere, stop]],
    ['the next trouble before the last', [nextDay, stop, ...inlets, elsewhere]],
  ])('%s make the same incidents as in order', (_what, alerts) => {
    const desk = new IncidentDesk(model);
    for (const alert of alerts) desk.turn([alert], wall(0));
    expect(told(desk)).toEqual(told(deskWith(story)));
    expect(desk.standing).toHaveLength(3);
  });

  it('what turns out to have begun long after the end of an incident becomes one of its own, which says where it was told', () => {
    const again = fanStops('hall-1-crah-1', 3600);
    const desk = deskWith([fanStops('hall-1-crah-1', 0), again]);
    const [first] = desk.standing;
    expect(desk.standing).toMatchObject([{ members: { length: 2 } }]);
    desk.turn([stop], wall(3700));
    expect(desk.standing).toMatchObject([
      { id: first?.id, members: [{ id: stop.id }] },
      { members: [{ id: again.id }], notes: [{ text: expect.stringMatching(/was told with "CRAH hall-1-crah-1/) }] },
    ]);
  });

  it('an incident that was told apart, taken back and told apart again is not taken for its old self', () => {
    const again = fanStops('hall-1-crah-1', 3600);
    const running = fanStops('hall-1-crah-1', 0);
    const desk = deskWith([running, again]);
    for (const [i, known] of [stop, running, stop].entries()) desk.turn([known], wall(3700 + i));
    expect(desk.standing).toMatchObject([{ members: [{ id: stop.id }] }, { members: [{ id: again.id }] }]);
    expect(desk.incidents.map(({ state }) => state)).toEqual(['open', 'merged', 'open']);
  });
});

describe('An incident', () => {
  const fan = fanStops('hall-1-crah-1', 0);
  const inlet = inletWarms('hall-1-rack-01', 60);

  it('is over when its last alert is, once that has held for five minutes', () => {
    const desk = deskWith([fan, inlet]).turn([over(fan, 600)], wall(600));
    expect(desk.standing[0]?.quietAt).toBeUndefined();
    desk.turn([over(inlet, 900)], wall(1000));
    expect(desk.standing).toMatchObject([{ state: 'open', quietAt: wall(900) }]);
    desk.turn([], wall(1000 + 5 * minutes));
    expect(desk.standing).toMatchObject([{ state: 'resolved', resolvedAt: wall(900) }]);
  });

  it('goes on when its trouble comes back within these minutes, and not after them', () => {
    const soon = fanStops('hall-1-crah-1', 600 + 4 * minutes);
    const late = fanStops('hall-1-crah-1', 600 + 6 * minutes);
    const quiet = () => deskWith([fan]).turn([over(fan, 600)], wall(620));
    expect(quiet().turn([soon], wall(900)).standing).toMatchObject([{ state: 'open', quietAt: undefined }]);
    expect(quiet().turn([late], wall(910)).standing).toMatchObject([{ state: 'resolved' }, { state: 'open' }]);
  });

  it('is over by event time when a backlog is worked off faster than the wall clock goes', () => {
    const later = fanStops('hall-2-crah-1', 3600);
    const desk = deskWith([over(fan, 600)]).turn([later], wall(0));
    desk.turn([], wall(10));
    expect(desk.standing).toMatchObject([{ state: 'open' }, { state: 'open' }]);
    desk.turn([], wall(90));
    expect(desk.standing).toMatchObject([{ state: 'resolved', resolvedAt: wall(600) }, { state: 'open' }]);
  });

  it('is over five minutes later though the clock, which was an hour ahead when all became quiet, was set right', () => {
    const desk = deskWith([fan]).turn([over(fan, 600)], wall(620 + 60 * minutes));
    desk.turn([], wall(640));
    expect(desk.standing).toMatchObject([{ state: 'open' }]);
    desk.turn([], wall(640 + 5 * minutes));
    expect(desk.standing).toMatchObject([{ state: 'resolved', resolvedAt: wall(600) }]);
  });

  it('of last month is over at once when history is read in', () => {
    const desk = deskWith([over(fan, 600)]).turn([fanStops('hall-2-crah-1', 30 * 86_400)], wall(0));
    expect(desk.standing).toMatchObject([{ state: 'resolved' }, { state: 'open' }]);
  });

  describe('that becomes more urgent', () => {
    const rises = (desk: IncidentDesk) =>
      desk.standing.flatMap(({ notes }) =>
        notes.filter(({ kind }) => kind === 'severity').map(({ at, text }) => [(at - noon) / 1000, text]),
      );
    const warm = inletWarms('hall-1-rack-01', 0);

    it('says since when, though another of its alerts was over before that was seen', () => {
      const hot = { ...warm, severity: 'critical', escalatedAt: wall(300) } as const;
      const other = inletWarms('hall-1-rack-03', 60);
      const desk = deskWith([warm, other]).turn([hot, over(other, 340)], wall(345));
      expect(rises(desk)).toEqual([[300, 'critical, was warning']]);
    });

    it('names the time at which the alert that is critical fired, not that of a later one', () => {
      const desk = deskWith([warm]);
      desk.turn([fanStops('hall-1-crah-2', 90), inletWarms('hall-1-rack-03', 240)], wall(270));
      expect(rises(desk)).toEqual([[110, 'critical, was warning']]);
    });

    it('names the time at which the last unit that is needed failed', () => {
      const slight = { severity: 'warning' } as const;
      const second = fanStops('hall-1-crah-2', 120, slight);
      const desk = deskWith([fanStops('hall-1-crah-1', 0, slight)]);
      desk.turn([second, inletWarms('hall-1-rack-01', 400)], wall(430));
      expect(rises(desk)).toEqual([[140, 'critical, was warning']]);
    });

    it('was not so before it was an incident', () => {
      const late = fanStops('hall-1-crah-2', 0, { firedAt: noon + 5_000 });
      const desk = deskWith([inletWarms('hall-1-rack-01', 10)]).turn([late], wall(60));
      expect(rises(desk)).toEqual([[30, 'critical, was warning']]);
    });
  });

  describe('that turns out to be more than it seemed', () => {
    const notesOf = (desk: IncidentDesk, kind: 'cause' | 'spread') =>
      desk.standing.flatMap(({ notes }) =>
        notes.filter((note) => note.kind === kind).map(({ at, text }) => [(at - noon) / 1000, text]),
      );
    const racks = ['hall-1-rack-01', 'hall-1-rack-03', 'hall-1-rack-06'].map((rack, i) => inletWarms(rack, i * 20));
    const cause = 'hall-1-crah-2 is now the most likely cause';

    it('names the time at which its cause fired, though later alerts and ends were seen in the same turn', () => {
      const news = [over(racks[0]!, 500), fanStops('hall-1-crah-2', 90), inletWarms('hall-1-rack-05', 400)];
      const desk = deskWith(racks).turn(news, wall(510));
      expect(notesOf(desk, 'cause')).toEqual([[110, cause]]);
    });

    it('had no other cause before it was an incident, though the alert of that is heard of late', () => {
      const late = fanStops('hall-1-crah-2', -60);
      expect(notesOf(deskWith(racks).turn([late], wall(200)), 'cause')).toEqual([[20, cause]]);
    });

    it('says when it reached another hall, not when that was last heard of', () => {
      const warmAir = (crah: string, seconds: number) =>
        aSymptom(crah, 'dc.crah.supply_temperature', seconds, { value: 22, expected: 18 });
      const chiller = aSymptom('chiller-1', 'dc.chiller.power', 0, { value: 0, expected: 15_000 });
      const desk = deskWith([chiller, warmAir('hall-1-crah-1', 60)]);
      desk.turn([warmAir('hall-2-crah-1', 100), warmAir('hall-2-crah-2', 400)], wall(430));
      expect(notesOf(desk, 'spread')).toEqual([
        [80, 'now also in Hall 1'],
        [120, 'now also in Hall 2'],
      ]);
    });
  });

  it('never becomes less urgent', () => {
    const desk = deskWith([fan]).turn([{ ...fan, severity: 'warning' }], wall(60));
    expect(desk.standing[0]?.severity).toBe('critical');
  });

  it('has the same id in a replay', () => {
    const ids = () => deskWith([fan, inlet]).incidents.map(({ id }) => id);
    expect(ids()).toEqual(ids());
  });
});
