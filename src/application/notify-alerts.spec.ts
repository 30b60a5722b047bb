import { afterEach, describe, expect, it } from '@jest/globals';
import { anAlert, noon } from '../../test/alerting/builders.js';
import {
  MemoryAlertLog,
  MemoryNoticeDeliveries,
  MemoryNotifier,
  RecordingLog,
  RecordingMetrics,
} from '../../test/alerting/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { type NoticeFilter, noticeFilter } from '../domain/alerting/notice-filter.js';
import { LiveEvents } from './live-events.js';
import { NotifierLane } from './notifier-lane.js';
import { NotifyAlerts } from './notify-alerts.js';
import { RaiseAlerts } from './raise-alerts.js';

const minute = 60_000;
const firing = anAlert();
const resolved = anAlert({ state: 'resolved', resolvedAt: noon + 10 * minute });
const running: NotifyAlerts[] = [];

afterEach(async () => {
  for (const loop of running.splice(0)) await loop.stop();
});

/** What outlives a crash: the database. */
function aDatabase() {
  const alertLog = new MemoryAlertLog();
  return { alertLog, deliveries: new MemoryNoticeDeliveries(alertLog) };
}

const everything: NoticeFilter = { least: 'info', resolved: true, simulated: true };
const placeOf = (assetId: string) => ({ path: ['demo', 'hall-1', assetId], room: 'hall-1', rack: undefined });

interface Scenario {
  readonly database?: ReturnType<typeof aDatabase>;
  readonly nowMs?: number;
  /** What the pager wants; the webhook wants everything. */
  readonly pagerWants?: Partial<NoticeFilter>;
  readonly groupWaitMs?: number;
  /** A receiver that is not configured. */
  readonly without?: 'pager';
}

/** Webhook and pager that the test commands, on a database in memory; the loops are real, their time is fake. */
function aNotifyingService(scenario: Scenario = {}) {
  const { database = aDatabase(), nowMs = noon + minute, pagerWants = {}, groupWaitMs = 0 } = scenario;
  const { alertLog, deliveries } = database;
  const clock = new FakeClock(nowMs);
  const webhook = new MemoryNotifier('webhook');
  const pager = new MemoryNotifier('pager');
  const log = new RecordingLog();
  const metrics = new RecordingMetrics();
  const live = new LiveEvents();
  const system = { clock, metrics, log };
  const receivers = [
    { notifier: webhook, wants: noticeFilter(everything, placeOf), groupWaitMs },
    { notifier: pager, wants: noticeFilter({ ...everything, ...pagerWants }, placeOf), groupWaitMs },
  ].filter(({ notifier }) => notifier.name !== scenario.without);
  const lanes = receivers.map((receiver) => new NotifierLane(receiver, deliveries, system));
  const notify = new NotifyAlerts(alertLog, deliveries, lanes, live, system);
  running.push(notify);
  const raise = new RaiseAlerts(alertLog, live, metrics, log);
  /** Records alerts and lets everything happen that can without time passing. */
  const raised = async (...alerts: Parameters<RaiseAlerts['raise']>[0]) => {
    await raise.raise(alerts);
    await settle();
  };
  const started = async () => {
    await notify.start();
    await settle();
  };
  const later = async (ms: number) => {
    clock.advance(ms);
    await settle();
  };
  return { database, alertLog, deliveries, clock, webhook, pager, log, metrics, notify, raised, started, later };
}

/** Lets everything that can happen without time passing happen. */
async function settle() {
  for (let turn = 0; turn < 300; turn += 1) await Promise.resolve();
}

const told = (notifier: MemoryNotifier) => notifier.received.map(({ state, id }) => `${state} ${id}`);

describe('Telling about alerts', () => {
  it('an alert that fires is told to everybody at once', async () => {
    const { started, raised, webhook, pager, alertLog } = aNotifyingService();
    await started();
    await raised(firing);
    expect(webhook.received).toEqual([firing]);
    expect(pager.received).toEqual([firing]);
    expect(await alertLog.unnotified(10)).toEqual([]);
  });

  it('an alert that becomes more urgent is told again, one that only gets worse is not, whatever is replayed', async () => {
    const { started, raised, webhook } = aNotifyingService();
    const [warm, warmer, hot] = [
      anAlert({ severity: 'warning', peakScore: 2.2 }),
      anAlert({ severity: 'warning', peakScore: 2.9 }),
      anAlert({ severity: 'critical', peakScore: 9 }),
    ];
    await started();
    for (const alerts of [[warm], [warmer], [hot], [warm, warmer, hot]]) await raised(...alerts);
    expect(webhook.received).toEqual([warm, { ...hot, escalatedFrom: 'warning' }]);
  });

  it('an old escalation of an alert that people know of is told, and so is its end', async () => {
    const { started, raised, webhook, later } = aNotifyingService();
    await started();
    await raised(anAlert({ severity: 'warning' }));
    await later(3 * 60 * minute);
    await raised(anAlert({ peakScore: 20 }), { ...resolved, peakScore: 20 });
    expect(webhook.received.map(({ state, escalatedFrom }) => ({ state, escalatedFrom }))).toEqual([
      { state: 'firing' },
      { state: 'firing', escalatedFrom: 'warning' },
      { state: 'resolved' },
    ]);
  });

  it('more alerts than fit one message are all told, in order', async () => {
    const { started, raised, webhook } = aNotifyingService();
    const many = Array.from({ length: 1_234 }, (_, index) => anAlert({ id: String(index).padStart(32, '0') }));
    await raised(...many);
    await started();
    for (let turn = 0; turn < 20; turn += 1) await settle();
    expect(webhook.received.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
    expect(webhook.messages.map(({ length }) => length)).toEqual([500, 500, 234]);
  });
});

describe('A receiver that wants only some alerts', () => {
  it('hears of no lesser ones, and of one of those when it rises to what it wants', async () => {
    const { started, raised, webhook, pager } = aNotifyingService({ pagerWants: { least: 'warning' } });
    await started();
    await raised(anAlert({ id: 'a', severity: 'info', peakScore: 1.2 }));
    await raised(anAlert({ id: 'b', severity: 'critical' }));
    expect(told(pager)).toEqual(['firing b']);
    await raised(anAlert({ id: 'a', severity: 'warning', peakScore: 3 }));
    await raised(anAlert({ id: 'a', severity: 'warning', peakScore: 3, state: 'resolved', resolvedAt: noon }));
    expect(told(pager)).toEqual(['firing b', 'firing a', 'resolved a']);
    expect(told(webhook)).toEqual(['firing a', 'firing b', 'firing a', 'resolved a']);
  });

  it('of another room is told nothing, and nothing waits for it', async () => {
    const { started, raised, webhook, pager, alertLog } = aNotifyingService({ pagerWants: { rooms: ['hall-2'] } });
    await started();
    await raised(firing, resolved);
    expect(told(webhook)).toHaveLength(2);
    expect(pager.received).toEqual([]);
    expect(await alertLog.unnotified(10)).toEqual([]);
  });
});

describe('A burst of alerts', () => {
  const burst = Array.from({ length: 250 }, (_, index) => anAlert({ id: `rack-${index}` }));
  const groupWaitMs = 30_000;

  it('is told in one message, half a minute after its first alert', async () => {
    const { started, raised, webhook, later } = aNotifyingService({ groupWaitMs });
    await started();
    await raised(...burst.slice(0, 80));
    await later(20_000);
    await raised(...burst.slice(80));
    await later(9_999);
    expect(webhook.messages).toEqual([]);
    await later(1);
    expect(webhook.messages.map((message) => message.length)).toEqual([250]);
  });

  it('is told in one message when it is over, too', async () => {
    const { started, raised, webhook, later } = aNotifyingService({ groupWaitMs });
    await started();
    await raised(...burst);
    await later(groupWaitMs);
    for (const alert of burst) await raised({ ...alert, state: 'resolved', resolvedAt: noon + 2 * minute });
    await later(groupWaitMs);
    expect(webhook.messages.map((message) => message.map(({ state }) => state))).toEqual([
      burst.map(() => 'firing'),
      burst.map(() => 'resolved'),
    ]);
  });

  it('waits no longer because of a restart', async () => {
    const before = aNotifyingService({ groupWaitMs });
    await before.started();
    await before.raised(firing);
    await before.later(20_000);
    await before.notify.stop();
    const after = aNotifyingService({ groupWaitMs, database: before.database, nowMs: before.clock.now() });
    await after.started();
    await after.later(10_000);
    expect(before.webhook.received).toEqual([]);
    expect(after.webhook.received).toEqual([firing]);
  });
});

describe('A receiver that does not confirm', () => {
  it('is told again, with growing pauses', async () => {
    const { started, raised, webhook, later, log, metrics } = aNotifyingService();
    webhook.refuseNext(3);
    await raised(firing);
    await started();
    for (const pauseMs of [1_000, 2_000, 4_000]) {
      await later(pauseMs - 1);
      expect(webhook.received).toEqual([]);
      await later(1);
    }
    expect(webhook.received).toEqual([firing]);
    expect(log.lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields['retryInMs'])).toEqual([
      1_000, 2_000, 4_000,
    ]);
    expect(metrics.totals.get('component_errors_total notifier-webhook unavailable')).toBe(3);
    expect(metrics.totals.get('component_sent_total notifier-webhook')).toBe(1);
  });

  it('does not keep another from being told, once', async () => {
    const { started, raised, webhook, pager, later } = aNotifyingService();
    webhook.refuseNext(4);
    await raised(firing);
    await started();
    await raised(resolved);
    expect(told(pager)).toEqual([`firing ${firing.id}`, `resolved ${firing.id}`]);
    for (let round = 0; round < 10; round += 1) await later(5_000);
    expect(told(webhook)).toEqual([`firing ${firing.id}`, `resolved ${firing.id}`]);
    expect(told(pager)).toHaveLength(2);
  });

  it('does not keep another from being told however many alerts wait for it', async () => {
    const { started, raised, webhook, pager } = aNotifyingService();
    webhook.refuseNext(Infinity);
    await started();
    for (let round = 0; round < 3; round += 1) {
      await raised(...Array.from({ length: 400 }, (_, index) => anAlert({ id: `${round}-${index}` })));
    }
    await settle();
    expect(pager.received).toHaveLength(1_200);
  });

  it('gets the same message again, whatever has come since, so that a repeat is recognised', async () => {
    const { started, raised, webhook, later } = aNotifyingService();
    webhook.refuseNext(1);
    await started();
    await raised(firing);
    await raised(anAlert({ id: 'z' }));
    await later(1_000);
    expect(webhook.messages.map((message) => message.map(({ id }) => id))).toEqual([[firing.id], ['z']]);
  });
});

describe('A receiver that neither confirms nor refuses', () => {
  it('is told again after a minute, so that it holds up neither its own alerts nor a stop', async () => {
    const { started, raised, webhook, pager, later, log } = aNotifyingService();
    webhook.hangNext();
    await started();
    await raised(firing);
    await later(59_999);
    expect(log.lines.filter(({ level }) => level === 'warn')).toEqual([]);
    await later(1);
    await later(1_000);
    expect(webhook.received).toEqual([firing]);
    expect(pager.received).toEqual([firing]);
  });
});

describe('Another process that told meanwhile', () => {
  it('loses none of its notices to the receipt of this one', async () => {
    const slow = aNotifyingService({ without: 'pager' });
    const finish = slow.webhook.hangNext();
    await slow.started();
    await slow.raised(firing);
    const stopped = slow.notify.stop();
    const heir = aNotifyingService({ without: 'pager', database: slow.database });
    await heir.started();
    expect(heir.webhook.received).toEqual([firing]);
    heir.webhook.refuseNext(1);
    await heir.raised(resolved);
    finish();
    await stopped;
    await heir.later(1_000);
    expect(told(heir.webhook)).toEqual([`firing ${firing.id}`, `resolved ${firing.id}`]);
  });
});

describe('After a restart', () => {
  it('each receiver is told what it has not confirmed, and only that', async () => {
    const before = aNotifyingService();
    before.webhook.refuseNext(Infinity);
    await before.started();
    await before.raised(firing);
    expect(before.pager.received).toEqual([firing]);
    await before.notify.stop();
    const restarted = aNotifyingService({ database: before.database });
    await restarted.started();
    expect(restarted.webhook.received).toEqual([firing]);
    expect(restarted.pager.received).toEqual([]);
    await restarted.notify.stop();
    const again = aNotifyingService({ database: before.database });
    await again.started();
    expect([...again.webhook.received, ...again.pager.received]).toEqual([]);
  });

  it('a receiver that has left the configuration gets nothing that waited for it, and that is counted', async () => {
    const before = aNotifyingService();
    before.pager.refuseNext(Infinity);
    await before.started();
    await before.raised(firing, resolved);
    await before.notify.stop();
    const without = aNotifyingService({ database: before.database, without: 'pager' });
    await without.started();
    expect(without.metrics.totals.get('component_dropped_total notify-alerts receiver-gone')).toBe(2);
    await without.notify.stop();
    const back = aNotifyingService({ database: before.database });
    await back.started();
    expect(back.pager.received).toEqual([]);
  });
});

describe('While the database does not take the receipt', () => {
  it('what was confirmed is not told again', async () => {
    const { started, raised, webhook, deliveries, later } = aNotifyingService({ without: 'pager' });
    deliveries.refuseNext(2);
    await started();
    await raised(firing);
    for (let round = 0; round < 4; round += 1) await later(5_000);
    await raised(resolved);
    expect(told(webhook)).toEqual([`firing ${firing.id}`, `resolved ${firing.id}`]);
  });
});

describe('A receiver that forgets', () => {
  it('is reminded every minute of what fires and of nothing else', async () => {
    const { started, raised, webhook, later } = aNotifyingService();
    await started();
    await raised(firing, anAlert({ id: 'z' }));
    await later(minute);
    await raised(resolved);
    await later(minute);
    expect(webhook.renewals).toEqual([['00000000000000000000000000000001', 'z'], ['z']]);
  });

  it('is reminded at once after a restart', async () => {
    const before = aNotifyingService();
    await before.started();
    await before.raised(firing);
    await before.notify.stop();
    const restarted = aNotifyingService({ database: before.database });
    await restarted.started();
    expect(restarted.webhook.renewals).toEqual([[firing.id]]);
  });
});

describe('Alerts about the past', () => {
  it('a backfill of yesterday is recorded but wakes nobody', async () => {
    const { started, raised, webhook, alertLog } = aNotifyingService({ nowMs: noon + 26 * 60 * minute });
    await started();
    await raised(firing);
    await raised(resolved);
    expect(webhook.received).toEqual([]);
    expect(await alertLog.unnotified(10)).toEqual([]);
    expect(await alertLog.find(firing.id)).toMatchObject({ state: 'resolved' });
  });

  it('an alert that began long ago and still fires is told after two minutes, and so is its end', async () => {
    const { started, raised, webhook, later } = aNotifyingService({ nowMs: noon + 5 * 60 * minute });
    await raised(firing);
    await started();
    expect(webhook.received).toEqual([]);
    for (let round = 0; round < 4; round += 1) await later(30_000);
    expect(webhook.received).toEqual([firing]);
    await raised(resolved);
    expect(told(webhook)).toEqual([`firing ${firing.id}`, `resolved ${firing.id}`]);
  });
});
