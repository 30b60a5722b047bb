import { describe, expect, it } from '@jest/globals';
import { noon } from '../../test/alerting/builders.js';
import { MemoryIncidentLog } from '../../test/alerting/memory-incident-log.js';
import { MemoryAlertLog, RecordingLog } from '../../test/alerting/stand-ins.js';
import { fanStops, inletWarms, over } from '../../test/alerting/symptoms.js';
import { demoSite } from '../../test/builders/twin.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { noCommonEvents } from '../domain/alerting/incidents/common-events.js';
import { ForeseeInlets } from './foresee-inlets.js';
import { GroupAlerts } from './group-alerts.js';
import { type LiveEvent, LiveEvents } from './live-events.js';

const { model } = demoSite();
const fan = fanStops('hall-1-crah-1', 0);
const inlet = inletWarms('hall-1-rack-01', 60, { seriesId: 7 });

const noEvents = { among: () => Promise.resolve(noCommonEvents) };

/** Records in memory outlive the processes that group on them. The inlet warms up by half a kelvin a minute. */
function aService() {
  const alertLog = new MemoryAlertLog();
  const incidentLog = new MemoryIncidentLog(alertLog);
  const clock = new FakeClock(noon);
  const live = new LiveEvents();
  const shown: LiveEvent[] = [];
  live.listen((event) => shown.push(event));
  const at = Float64Array.from({ length: 31 }, (_, i) => noon + i * 10_000);
  const value = at.map((_, i) => 24 + i / 12);
  const none = new Float64Array();
  const inlets = new ForeseeInlets({
    latest: (ids) => Promise.resolve(ids.map((seriesId) => ({ seriesId, at: noon + 300_000, value: 26.5 }))),
    readPoints: () =>
      Promise.resolve({ at, value, score: none, expected: none, lower: none, upper: none, min: value, max: value }),
  });
  const aProcess = () =>
    new GroupAlerts(incidentLog, { inlets, events: noEvents }, { model: () => model, runbooks: () => [] }, live, {
      clock,
      log: new RecordingLog(),
    });
  return { alertLog, incidentLog, clock, shown, aProcess };
}

describe('Grouping the alerts of the log', () => {
  it('makes one incident of them, shows it, and has nothing to do when nothing has changed', async () => {
    const { alertLog, incidentLog, shown, aProcess } = aService();
    await alertLog.record([fan, inlet]);
    const grouping = aProcess();
    await grouping.turn();
    expect(await incidentLog.open()).toMatchObject([{ causeAssetId: 'hall-1-crah-1', members: [fan, inlet] }]);
    expect(shown).toMatchObject([{ kind: 'incident', incident: { causeAssetId: 'hall-1-crah-1' } }]);
    await grouping.turn();
    expect(shown).toHaveLength(1);
  });

  it('goes on in another process where one has died, with the same incident', async () => {
    const { alertLog, incidentLog, aProcess } = aService();
    await alertLog.record([fan]);
    await aProcess().turn();
    const [before] = await incidentLog.open();
    await alertLog.record([inlet]);
    await aProcess().turn();
    expect(await incidentLog.open()).toMatchObject([{ id: before?.id, members: [fan, inlet] }]);
  });

  it('loses and doubles nothing when the database is gone in the middle of a turn', async () => {
    const { alertLog, incidentLog, shown, aProcess } = aService();
    await alertLog.record([fan, inlet]);
    incidentLog.refuseNext();
    const grouping = aProcess();
    await expect(grouping.turn()).rejects.toMatchObject({ code: 'unavailable' });
    expect(shown).toEqual([]);
    await grouping.turn();
    expect(await incidentLog.list({ limit: 10 })).toHaveLength(1);
  });

  it('tells when the hottest inlet reaches its limit', async () => {
    const { alertLog, incidentLog, aProcess } = aService();
    await alertLog.record([inlet]);
    await aProcess().turn();
    expect((await incidentLog.open())[0]?.report.outlook).toMatchObject([
      { assetId: 'hall-1-rack-01', limitC: 27, inMs: 60_000 },
      { limitC: 32 },
    ]);
  });

  it('ends the incident after its alerts, five quiet minutes later', async () => {
    const { alertLog, incidentLog, clock, aProcess } = aService();
    await alertLog.record([fan]);
    const grouping = aProcess();
    await grouping.turn();
    await alertLog.record([over(fan, 600)]);
    await grouping.turn();
    expect(await incidentLog.open()).toHaveLength(1);
    clock.advance(5 * 60_000);
    await grouping.turn();
    expect(await incidentLog.list({ limit: 1 })).toMatchObject([{ state: 'resolved', resolvedAt: noon + 600_000 }]);
  });

  it('works off a long history page by page, without a pause', async () => {
    const { alertLog, incidentLog, aProcess } = aService();
    await alertLog.record(Array.from({ length: 501 }, (_, i) => over(fanStops(`new-${i}`, i), i + 60)));
    const grouping = aProcess();
    expect(await grouping.turn()).toBe(0);
    expect(await grouping.turn()).toBeGreaterThan(0);
    expect(await incidentLog.ungrouped(10)).toEqual([]);
  });
});
