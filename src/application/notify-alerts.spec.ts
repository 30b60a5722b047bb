import { afterEach, describe, expect, it } from '@jest/globals';
import { anAlert, noon } from '../../test/alerting/builders.js';
import {
  aNotifyingService,
  minute,
  settle,
  stopNotifyingServices,
  told,
} from '../../test/alerting/notifying-service.js';

const firing = anAlert();
const resolved = anAlert({ state: 'resolved', resolvedAt: noon + 10 * minute });

afterEach(stopNotifyingServices);

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

  it('an alert that people have known of for hours is told at once when it becomes more urgent', async () => {
    const { started, raised, webhook, later } = aNotifyingService();
    const [warm, hot] = [anAlert({ severity: 'warning', peakScore: 2 }), anAlert({ peakScore: 9 })];
    await started();
    await raised(warm);
    await later(3 * 60 * minute);
    await raised(hot);
    expect(webhook.received).toEqual([warm, { ...hot, escalatedFrom: 'warning' }]);
  });
});
