import { afterEach, describe, expect, it } from '@jest/globals';
import { anAlert, noon } from '../../test/alerting/builders.js';
import {
  aNotifyingService,
  minute,
  settle,
  stopNotifyingServices,
  told,
} from '../../test/alerting/notifying-service.js';
import type { RecordingLog } from '../../test/alerting/stand-ins.js';

const firing = anAlert();
const resolved = anAlert({ state: 'resolved', resolvedAt: noon + 10 * minute });

afterEach(stopNotifyingServices);

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

describe('A receiver that will not take a message as it is', () => {
  const many = Array.from({ length: 500 }, (_, index) => anAlert({ id: String(index).padStart(3, '0') }));
  const warnings = (log: RecordingLog) => log.lines.filter(({ level }) => level === 'warn');

  it('because it is too large gets the same notices in shorter ones, none of them lost, in order', async () => {
    const { started, raised, webhook, metrics } = aNotifyingService({ without: 'pager' });
    webhook.canTake = ({ length }) => length <= 100;
    await raised(...many);
    await started();
    for (let turn = 0; turn < 5; turn += 1) await settle();
    expect(webhook.received.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
    expect(metrics.totals.has('component_dropped_total notifier-webhook refused')).toBe(false);
  });

  it('because of one notice is told all others, and that one is dropped, counted and logged', async () => {
    const { started, raised, webhook, metrics, log, later } = aNotifyingService({ without: 'pager' });
    webhook.canTake = (notices) => notices.every(({ id }) => id !== '321');
    await raised(...many);
    await started();
    for (let turn = 0; turn < 60; turn += 1) await later(1_000);
    expect(webhook.received.map(({ id }) => id)).toEqual(many.map(({ id }) => id).filter((id) => id !== '321'));
    expect(metrics.totals.get('component_dropped_total notifier-webhook refused')).toBe(1);
    expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { notifier: 'webhook', id: '321' } },
    ]);
    expect(warnings(log).length).toBeLessThan(30);
  });

  it('and refuses everything is asked ever more rarely, so that a mistake in its address costs few notices', async () => {
    const { started, raised, webhook, metrics, later } = aNotifyingService({ without: 'pager' });
    webhook.canTake = () => false;
    await raised(...many);
    await started();
    for (let turn = 0; turn < 600; turn += 1) await later(1_000);
    expect(metrics.totals.get('component_dropped_total notifier-webhook refused')).toBe(10);
    webhook.canTake = () => true;
    for (let turn = 0; turn < 10; turn += 1) await later(60_000);
    expect(webhook.received).toHaveLength(490);
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

describe('A clock that was set back', () => {
  it('delays no alert that was queued before', async () => {
    const before = aNotifyingService({ groupWaitMs: 30_000, without: 'pager' });
    await before.started();
    await before.raised(firing);
    await before.notify.stop();
    const nowMs = before.clock.now() - 60 * minute;
    const after = aNotifyingService({ groupWaitMs: 30_000, without: 'pager', database: before.database, nowMs });
    await after.started();
    expect(told(after.webhook)).toEqual([`firing ${firing.id}`]);
  });

  it('or a group wait of less than a second does not make the database be asked all the time', async () => {
    const { started, raised, webhook, deliveries, later } = aNotifyingService({ groupWaitMs: 20, without: 'pager' });
    await started();
    await raised(firing);
    const before = deliveries.asked;
    for (let ms = 0; ms < 999; ms += 1) await later(1);
    expect(deliveries.asked).toBe(before);
    await later(1);
    expect(told(webhook)).toEqual([`firing ${firing.id}`]);
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

  it('and comes back after it was away confirms again with each reminder, so that it is not taken for failing', async () => {
    const { started, raised, webhook, metrics, later } = aNotifyingService({ without: 'pager' });
    await started();
    await raised(firing);
    const sent = () => metrics.totals.get('component_sent_total notifier-webhook');
    const before = sent();
    webhook.refuseNextRenewals(1);
    await later(minute);
    expect(metrics.totals.get('component_errors_total notifier-webhook unavailable')).toBe(1);
    expect(sent()).toBe(before);
    await later(1_000);
    await later(minute);
    expect(sent()).toBeGreaterThan(before ?? Infinity);
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
