import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { MemoryDetectorOrders } from '../../test/alerting/memory-detector-orders.js';
import { MemoryIncidentLog } from '../../test/alerting/memory-incident-log.js';
import { anAlert, anIncident, noon } from '../../test/alerting/builders.js';
import { MemoryAlertLog } from '../../test/alerting/stand-ins.js';
import { MemoryAuditLog } from '../../test/records/stand-ins.js';
import { asForwarded } from '../domain/alerting/fingerprint.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { GiveFeedback } from './give-feedback.js';
import { LiveEvents } from './live-events.js';
import { ManageVersions } from './manage-versions.js';
import { OrderDetectors } from './order-detectors.js';
import { OrderFeed } from './order-feed.js';
import { TakeDailyVersions } from './take-daily-versions.js';
import { RecordingLog } from '../../test/alerting/stand-ins.js';

const minute = 60_000;
const day = 86_400_000;
const fan = anAlert({ id: 'fan' });
const inlet = anAlert({ id: 'inlet', seriesId: 2, assetId: 'hall-1-rack-01', value: 31, expected: 22 });
const silence = anAlert({ id: 'silence', kind: 'silent', seriesId: 3 });
const ofEdge = asForwarded(anAlert({ id: 'edge' }));
const notAnomaly = { verdict: 'not-anomaly', comment: 'a fan swap' } as const;

let clock: FakeClock;
let orders: MemoryDetectorOrders;
let audit: MemoryAuditLog;
let feed: OrderFeed;
let shown: string[];
let order: OrderDetectors;
let feedback: GiveFeedback;
let versions: ManageVersions;

beforeEach(async () => {
  clock = new FakeClock(noon);
  orders = new MemoryDetectorOrders();
  audit = new MemoryAuditLog();
  feed = new OrderFeed(orders);
  let made = 0;
  const ids = { next: () => `id-${(made += 1)}` };
  order = new OrderDetectors(orders, audit, feed, ids, clock);
  const alertLog = new MemoryAlertLog();
  const incidentLog = new MemoryIncidentLog(alertLog);
  await alertLog.record([fan, inlet, silence, ofEdge]);
  await incidentLog.record([anIncident({ id: 'trouble', members: [fan, inlet, silence, ofEdge] })]);
  await incidentLog.record([anIncident({ id: 'merged', state: 'merged', mergedInto: 'trouble', members: [] })]);
  const live = new LiveEvents();
  shown = [];
  live.listen((event) => {
    if (event.kind === 'alert') shown.push(event.alert.id);
    if (event.kind === 'incident') shown.push(event.incident.id);
  });
  feedback = new GiveFeedback(orders, alertLog, incidentLog, order, live);
  const registry = new SeriesRegistry();
  registry.intern(
    { assetId: fan.assetId, metric: fan.metric, component: '' },
    { unit: '1', source: 'test', simulated: false },
  );
  versions = new ManageVersions(orders, order, registry);
});

const orderedKinds = async () => (await orders.after(0, 100)).map(({ kind }) => kind);

describe('an operator who says what an alert was', () => {
  it('finds the word, its author and its reason with the alert, and so does the audit log', async () => {
    await feedback.giveOnAlert('fan', notAnomaly, 'ada');
    expect(await feedback.onAlert('fan')).toMatchObject([
      { feedback: { verdict: 'not-anomaly', comment: 'a fan swap', by: 'ada', at: noon }, undoneBy: undefined },
    ]);
    expect(audit.entries).toMatchObject([
      { actor: 'ada', action: 'alert.feedback.given', subject: 'fan', details: { verdict: 'not-anomaly' } },
    ]);
  });

  it('is believed in the last word', async () => {
    await feedback.giveOnAlert('fan', notAnomaly, 'ada');
    await feedback.giveOnAlert('fan', { verdict: 'real', comment: '' }, 'grace');
    const verdicts = (await feedback.onAlert('fan')).map((entry) => entry.feedback.verdict);
    expect(verdicts).toEqual(['real', 'not-anomaly']);
  });

  it('teaches what was seen and expected then', async () => {
    await feedback.giveOnAlert('inlet', notAnomaly, 'ada');
    const [entry] = await feedback.onAlert('inlet');
    const { startsAt, peakScore } = inlet;
    expect(entry?.feedback.lessons).toEqual([
      { alertId: 'inlet', seriesId: 2, assetId: 'hall-1-rack-01', startsAt, value: 31, expected: 22, peakScore },
    ]);
  });

  it('teaches nothing of silence, which no detector watches, and is remembered all the same', async () => {
    await feedback.giveOnAlert('silence', notAnomaly, 'ada');
    const [entry] = await feedback.onAlert('silence');
    expect(entry?.feedback).toMatchObject({ alertIds: ['silence'], lessons: [] });
  });

  it('says the same of every alert of an incident at once', async () => {
    await feedback.giveOnIncident('trouble', notAnomaly, 'ada');
    const [entry] = await feedback.onIncident('trouble');
    expect(entry?.feedback.lessons.map(({ alertId }) => alertId)).toEqual(['fan', 'inlet']);
    expect(await feedback.onAlert('inlet')).toHaveLength(1);
    expect(await feedback.onAlert('edge')).toEqual([]);
  });

  it('is heard of on every open screen', async () => {
    await feedback.giveOnAlert('fan', notAnomaly, 'ada');
    await feedback.giveOnIncident('trouble', { verdict: 'withdrawn', comment: '' }, 'ada');
    expect(shown).toEqual(['fan', 'trouble']);
  });

  it('is sent to the incident that has taken over the one in question', async () => {
    await expect(feedback.giveOnIncident('merged', notAnomaly, 'ada')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('part of incident trouble'),
      details: { mergedInto: 'trouble' },
    });
    expect(await orderedKinds()).toEqual([]);
  });

  it('is sent to the edge that judges the series, and told when there is no such alert', async () => {
    await expect(feedback.giveOnAlert('edge', notAnomaly, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    await expect(feedback.giveOnAlert('nothing', notAnomaly, 'ada')).rejects.toMatchObject({ code: 'not_found' });
    await expect(feedback.giveOnIncident('nothing', notAnomaly, 'ada')).rejects.toMatchObject({ code: 'not_found' });
    expect(await orderedKinds()).toEqual([]);
  });
});

describe('versions around feedback', () => {
  it('are taken before a batch of feedback, not before each word of it', async () => {
    await feedback.giveOnAlert('fan', notAnomaly, 'ada');
    clock.advance(5 * minute);
    await feedback.giveOnAlert('inlet', notAnomaly, 'ada');
    clock.advance(6 * minute);
    await feedback.giveOnAlert('inlet', notAnomaly, 'ada');
    expect(await orderedKinds()).toEqual(['take-version', 'feedback', 'feedback', 'take-version', 'feedback']);
  });

  it('undo, when gone back to, the feedback since, which says so and can be given again', async () => {
    const before = await versions.take('calm', 'ada');
    clock.advance(20 * minute);
    await feedback.giveOnIncident('trouble', notAnomaly, 'ada');
    await versions.rollBack(before.id, { kind: 'series', seriesId: 1 }, 'grace');
    expect((await feedback.onAlert('inlet'))[0]?.undoneBy).toBeUndefined();
    const back = await versions.rollBack(before.id, { kind: 'all' }, 'grace');
    expect((await feedback.onAlert('inlet'))[0]?.undoneBy).toBe(back.id);
    await feedback.giveOnAlert('inlet', notAnomaly, 'ada');
    expect((await feedback.onAlert('inlet'))[0]?.undoneBy).toBeUndefined();
  });

  it('are taken before a roll-back, so that it can be undone, and it is audited', async () => {
    const before = await versions.take('calm', 'ada');
    await versions.rollBack(before.id, { kind: 'all' }, 'grace');
    expect(await orderedKinds()).toEqual(['take-version', 'take-version', 'roll-back']);
    expect((await versions.list()).map(({ reason }) => reason)).toEqual(['before-roll-back', 'on-demand']);
    expect(audit.entries.map(({ action }) => action)).toEqual(['detectors.version.taken', 'detectors.rolled-back']);
  });

  it('that are not kept, or series that are not known, are refused', async () => {
    const version = await versions.take('calm', 'ada');
    const refusal = { code: 'not_found' };
    await expect(versions.rollBack('long gone', { kind: 'all' }, 'ada')).rejects.toMatchObject(refusal);
    await expect(versions.rollBack(version.id, { kind: 'series', seriesId: 99 }, 'ada')).rejects.toMatchObject(refusal);
    await expect(versions.rollBack(version.id, { kind: 'asset', assetId: 'x' }, 'ada')).rejects.toMatchObject(refusal);
  });

  it('are taken once a day by themselves, whichever process looks', async () => {
    const daily = () => new TakeDailyVersions(orders, order, { clock, log: new RecordingLog() });
    await daily().turn();
    await daily().turn();
    clock.advance(day - minute);
    await daily().turn();
    expect(await orderedKinds()).toEqual(['take-version']);
    clock.advance(minute);
    await daily().turn();
    expect((await orders.versions(9)).map(({ reason }) => reason)).toEqual(['daily', 'daily']);
    expect(audit.entries).toEqual([]);
  });
});

describe('a process that has nothing new to carry out', () => {
  it('asks the records for orders only when it has heard of some', async () => {
    await orders.append([{ kind: 'take-version', id: 'v', at: noon, by: 'ada', reason: 'on-demand', name: '' }]);
    expect(await feed.after(0)).toEqual([]);
    await feed.look();
    expect(await feed.after(0)).toHaveLength(1);
    expect(await feed.after(1)).toEqual([]);
  });
});
