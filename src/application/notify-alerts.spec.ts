import { afterEach, describe, expect, it } from '@jest/globals';
import { anAlert, noon } from '../../test/alerting/builders.js';
import { MemoryAlertLog, MemoryNotifier, RecordingLog, RecordingMetrics } from '../../test/alerting/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
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

/** Webhook and pager that the test commands, on an alert log in memory; the loop is real, its time is fake. */
function aNotifyingService({ alertLog = new MemoryAlertLog(), nowMs = noon + minute } = {}) {
  const clock = new FakeClock(nowMs);
  const webhook = new MemoryNotifier('webhook');
  const pager = new MemoryNotifier('pager');
  const log = new RecordingLog();
  const metrics = new RecordingMetrics();
  const live = new LiveEvents();
  const lanes = [webhook, pager].map((notifier) => new NotifierLane(notifier, clock, metrics, log));
  const notify = new NotifyAlerts(alertLog, lanes, live, clock, log);
  running.push(notify);
  const raise = new RaiseAlerts(alertLog, live, metrics, log);
  return { alertLog, clock, webhook, pager, log, metrics, notify, raise };
}

/** Lets everything that can happen without time passing happen. */
async function settle() {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

const told = (notifier: MemoryNotifier) => notifier.received.map(({ state, id }) => `${state} ${id}`);

describe('Telling about alerts', () => {
  it('an alert that fires is told to everybody at once', async () => {
    const { notify, raise, webhook, pager, alertLog } = aNotifyingService();
    await notify.start();
    await settle();
    await raise.raise([firing]);
    await settle();
    expect(webhook.received).toEqual([firing]);
    expect(pager.received).toEqual([firing]);
    expect(await alertLog.unnotified(10)).toEqual([]);
  });

  it('an alert that becomes more urgent is told again, one that only gets worse is not, whatever is replayed', async () => {
    const { notify, raise, webhook } = aNotifyingService();
    const [warm, warmer, hot] = [
      anAlert({ severity: 'warning', peakScore: 2.2 }),
      anAlert({ severity: 'warning', peakScore: 2.9 }),
      anAlert({ severity: 'critical', peakScore: 9 }),
    ];
    await notify.start();
    for (const alerts of [[warm], [warmer], [hot], [warm, warmer, hot]]) {
      await raise.raise(alerts);
      await settle();
    }
    expect(webhook.received).toEqual([warm, { ...hot, escalatedFrom: 'warning' }]);
  });

  it('an old escalation of an alert that people know of is told, and so is its end', async () => {
    const { notify, raise, webhook, clock } = aNotifyingService();
    await raise.raise([anAlert({ severity: 'warning' })]);
    await notify.tell();
    clock.advance(3 * 60 * minute);
    await raise.raise([anAlert({ peakScore: 20 }), { ...resolved, peakScore: 20 }]);
    await notify.tell();
    expect(webhook.received.map(({ state, escalatedFrom }) => ({ state, escalatedFrom }))).toEqual([
      { state: 'firing' },
      { state: 'firing', escalatedFrom: 'warning' },
      { state: 'resolved' },
    ]);
  });

  it('an alert the webhook refused is sent again, with growing pauses', async () => {
    const { notify, raise, webhook, clock, log, metrics } = aNotifyingService();
    webhook.refuseNext(3);
    await raise.raise([firing]);
    await notify.start();
    await settle();
    for (const pauseMs of [1_000, 2_000, 4_000]) {
      expect(webhook.received).toEqual([]);
      clock.advance(pauseMs - 1);
      await settle();
      expect(webhook.received).toEqual([]);
      clock.advance(1);
      await settle();
    }
    expect(webhook.received).toEqual([firing]);
    expect(log.lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields['retryInMs'])).toEqual([
      1_000, 2_000, 4_000,
    ]);
    expect(metrics.totals.get('component_errors_total notifier-webhook unavailable')).toBe(3);
  });

  it('a refusing webhook does not keep the pager from being told, once', async () => {
    const { notify, raise, webhook, pager, clock } = aNotifyingService();
    webhook.refuseNext(4);
    await raise.raise([firing]);
    await notify.start();
    await settle();
    await raise.raise([resolved]);
    await settle();
    expect(told(pager)).toEqual([`firing ${firing.id}`, `resolved ${firing.id}`]);
    expect(webhook.attempts).toBe(1);
    for (let round = 0; round < 10; round += 1) {
      clock.advance(5_000);
      await settle();
    }
    expect(told(webhook)).toEqual([`firing ${firing.id}`, `resolved ${firing.id}`]);
    expect(told(pager)).toHaveLength(2);
  });

  it('a restart before a confirmation tells again, one after it does not', async () => {
    const before = aNotifyingService();
    before.webhook.refuseNext(1);
    await before.raise.raise([firing]);
    await before.notify.tell();
    const restarted = aNotifyingService({ alertLog: before.alertLog });
    await restarted.notify.tell();
    expect(restarted.webhook.received).toEqual([firing]);
    const again = aNotifyingService({ alertLog: before.alertLog });
    await again.notify.tell();
    expect(again.webhook.received).toEqual([]);
  });

  it('a backfill of yesterday is recorded but wakes nobody', async () => {
    const { notify, raise, webhook, alertLog } = aNotifyingService({ nowMs: noon + 26 * 60 * minute });
    await raise.raise([firing]);
    await notify.tell();
    await raise.raise([resolved]);
    await notify.tell();
    expect(webhook.received).toEqual([]);
    expect(await alertLog.unnotified(10)).toEqual([]);
    expect(await alertLog.find(firing.id)).toMatchObject({ state: 'resolved' });
  });

  it('an alert that began long ago and still fires is told after two minutes, and so is its end', async () => {
    const { notify, raise, webhook, clock } = aNotifyingService({ nowMs: noon + 5 * 60 * minute });
    await raise.raise([firing]);
    await notify.start();
    await settle();
    expect(webhook.received).toEqual([]);
    for (let round = 0; round < 4; round += 1) {
      clock.advance(30_000);
      await settle();
    }
    expect(webhook.received).toEqual([firing]);
    await raise.raise([resolved]);
    await settle();
    expect(told(webhook)).toEqual([`firing ${firing.id}`, `resolved ${firing.id}`]);
  });

  it('more alerts than fit one page are all told, in order', async () => {
    const { notify, raise, webhook } = aNotifyingService();
    const many = Array.from({ length: 1_234 }, (_, index) => anAlert({ id: String(index).padStart(32, '0') }));
    await raise.raise(many);
    await notify.start();
    for (let turn = 0; turn < 20; turn += 1) await settle();
    expect(webhook.received.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
  });
});
