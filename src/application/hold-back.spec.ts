import { afterEach, describe, expect, it } from '@jest/globals';
import { anAlert, anIncident, noon } from '../../test/alerting/builders.js';
import { aNotifyingService, minute, stopNotifyingServices, told } from '../../test/alerting/notifying-service.js';
import { aSilence, aWindow } from '../../test/alerting/quiet-builders.js';

const fan = anAlert({ id: 'fan', severity: 'warning', peakScore: 2 });
const worse = anAlert({ id: 'fan', severity: 'critical', peakScore: 9 });
const over = (alert: typeof fan, at: number) => ({ ...alert, state: 'resolved' as const, resolvedAt: at });
const reviews = 10_000;

afterEach(stopNotifyingServices);

/** Real: router, gate, lanes. In memory: the records and the receivers. Time is fake. */
describe('An alert that fires under a silence', () => {
  it('is recorded and told nobody, and told once when the silence ends and it still fires', async () => {
    const { started, raised, later, webhook, quietTimes, alertLog } = aNotifyingService();
    await quietTimes.addSilence(aSilence({ endsAt: noon + 5 * minute }));
    await started();
    await raised(fan);
    await raised(worse);
    expect(await alertLog.find('fan')).toMatchObject({ state: 'firing' });
    await later(3 * minute);
    expect(webhook.received).toEqual([]);
    await later(minute);
    await later(reviews);
    expect(webhook.received).toEqual([worse]);
    await raised(over(worse, noon + 6 * minute));
    expect(told(webhook)).toEqual(['firing fan', 'resolved fan']);
  });

  it('is never told when it is over before the silence, neither then nor later', async () => {
    const { started, raised, later, webhook, quietTimes, metrics } = aNotifyingService();
    await quietTimes.addSilence(aSilence({ endsAt: noon + 5 * minute }));
    await started();
    await raised(fan);
    await raised(over(fan, noon + 90_000));
    await later(10 * minute);
    expect(webhook.received).toEqual([]);
    // Fired and resolved, for each of two receivers.
    expect(metrics.totals.get('component_dropped_total notify-alerts silenced')).toBe(4);
  });

  it('is never told when its end comes to be looked at only after the silence', async () => {
    const { started, raised, later, webhook, quietTimes } = aNotifyingService();
    await quietTimes.addSilence(aSilence({ endsAt: noon + 5 * minute }));
    await raised(fan, over(fan, noon + 4 * minute));
    await later(20 * minute);
    await started();
    expect(webhook.received).toEqual([]);
  });

  it('is told at once when somebody ends the silence', async () => {
    const { started, raised, later, webhook, quietTimes, clock } = aNotifyingService();
    await quietTimes.addSilence(aSilence());
    await started();
    await raised(fan);
    await quietTimes.endSilence('silence-1', clock.now());
    await later(reviews);
    expect(told(webhook)).toEqual(['firing fan']);
  });

  it('stays held over a restart, and is told once after it', async () => {
    const before = aNotifyingService();
    await before.quietTimes.addSilence(aSilence({ endsAt: noon + 5 * minute }));
    await before.started();
    await before.raised(fan);
    await before.notify.stop();
    const after = aNotifyingService({ database: before.database, nowMs: noon + 4 * minute });
    await after.started();
    expect(after.webhook.received).toEqual([]);
    await after.later(minute);
    await after.later(reviews);
    await after.later(reviews);
    expect([...before.webhook.received, ...after.webhook.received]).toEqual([fan]);
  });

  it('is told once when the silence ends while nobody tells, and never again by those who come after', async () => {
    const before = aNotifyingService();
    const { database } = before;
    await before.quietTimes.addSilence(aSilence({ endsAt: noon + 5 * minute }));
    await before.started();
    await before.raised(fan);
    await before.notify.stop();
    const after = aNotifyingService({ database, nowMs: noon + 6 * minute });
    await after.started();
    expect(told(after.webhook)).toEqual(['firing fan']);
    await after.notify.stop();
    const later = aNotifyingService({ database, nowMs: noon + 7 * minute });
    await later.started();
    await later.later(10 * minute);
    expect(told(later.webhook)).toEqual([]);
  });

  it('is told when it becomes more urgent than the silence covers', async () => {
    const { started, raised, webhook, quietTimes } = aNotifyingService();
    await quietTimes.addSilence(aSilence({ matchers: { severity: ['warning'] } }));
    await started();
    await raised(fan);
    await raised(worse);
    expect(webhook.received).toEqual([worse]);
  });
});

describe('An alert of which people knew before it was silenced', () => {
  it('does not tell that it becomes more urgent, but that it is over', async () => {
    const { started, raised, later, webhook, quietTimes } = aNotifyingService();
    await started();
    await raised(fan);
    await quietTimes.addSilence(aSilence());
    await raised(worse);
    await raised(over(worse, noon + 2 * minute));
    await later(90 * minute);
    expect(told(webhook)).toEqual(['firing fan', 'resolved fan']);
  });

  it('tells that it has become more urgent when the silence ends, as such', async () => {
    const { started, raised, later, webhook, quietTimes } = aNotifyingService();
    await started();
    await raised(fan);
    await quietTimes.addSilence(aSilence({ endsAt: noon + 5 * minute }));
    await raised(worse);
    await later(5 * minute);
    expect(webhook.received).toEqual([fan, { ...worse, escalatedFrom: 'warning' }]);
  });
});

describe('Work on a hall', () => {
  const inlet = anAlert({ id: 'inlet', assetId: 'srv-7', metric: 'hw.host.ambient_temperature' });
  const elsewhere = anAlert({ id: 'elsewhere', assetId: 'rack-8' });

  it('keeps all that stands in it quiet, and nothing else', async () => {
    const { started, raised, webhook, quietTimes, later, metrics } = aNotifyingService();
    await quietTimes.addMaintenance(aWindow());
    await started();
    await raised(fan, inlet, elsewhere);
    expect(told(webhook)).toEqual(['firing elsewhere']);
    await raised(over(inlet, noon + 2 * minute));
    await later(reviews);
    expect(metrics.totals.get('component_dropped_total notify-alerts maintenance')).toBe(4);
    await later(60 * minute);
    expect(told(webhook)).toEqual(['firing elsewhere', 'firing fan']);
  });
});

describe('A rule that lets a power device hide what it feeds', () => {
  const inhibit = [
    { source: { assetKind: ['pdu', 'ups'] }, target: { assetKind: ['rack', 'server'] }, equal: ['feed'] as const },
  ];
  const pdu = anAlert({ id: 'pdu', assetId: 'pdu-a' });
  const server = anAlert({ id: 'server', assetId: 'srv-7' });
  const other = anAlert({ id: 'other', assetId: 'rack-8' });

  it('tells of the device and of others, and of what it fed only if that outlives it', async () => {
    const { started, raised, later, webhook } = aNotifyingService({ inhibit });
    await started();
    await raised(pdu, server, other);
    expect(told(webhook)).toEqual(['firing pdu', 'firing other']);
    await raised(over(pdu, noon + 3 * minute));
    await later(2 * minute);
    expect(told(webhook)).not.toContain('firing server');
    await later(2 * minute);
    expect(told(webhook)).toEqual(['firing pdu', 'firing other', 'resolved pdu', 'firing server']);
  });

  it('tells of what it fed once, three minutes later, though a new process tells by then', async () => {
    const before = aNotifyingService({ inhibit });
    await before.started();
    await before.raised(pdu, server);
    await before.raised(over(pdu, noon + 3 * minute));
    await before.later(minute);
    await before.notify.stop();
    const { database } = before;
    const after = aNotifyingService({ inhibit, database, nowMs: noon + 5 * minute });
    await after.started();
    for (let round = 0; round < 5; round += 1) await after.later(30_000);
    expect(told(after.webhook)).toEqual([]);
    await after.later(minute);
    await after.later(reviews);
    expect([...told(before.webhook), ...told(after.webhook)]).toEqual(['firing pdu', 'resolved pdu', 'firing server']);
    await after.notify.stop();
    const later = aNotifyingService({ inhibit, database, nowMs: noon + 10 * minute });
    await later.started();
    await later.later(10 * minute);
    expect(later.webhook.received).toEqual([]);
  });

  it('does not tell of what recovers shortly after it, though a new process tells by then', async () => {
    const before = aNotifyingService({ inhibit });
    await before.started();
    await before.raised(pdu, server);
    await before.raised(over(pdu, noon + 3 * minute));
    await before.notify.stop();
    const after = aNotifyingService({ inhibit, database: before.database, nowMs: noon + 4 * minute });
    await after.started();
    await after.raised(over(server, noon + 4 * minute));
    await after.later(10 * minute);
    expect(after.webhook.received).toEqual([]);
  });

  it('does not tell of what recovers shortly after it', async () => {
    const { started, raised, later, webhook, metrics } = aNotifyingService({ inhibit });
    await started();
    await raised(pdu, server);
    await raised(over(pdu, noon + 3 * minute));
    await later(minute);
    await raised(over(server, noon + 4 * minute));
    await later(10 * minute);
    expect(told(webhook)).toEqual(['firing pdu', 'resolved pdu']);
    expect(metrics.totals.get('component_dropped_total notify-alerts inhibited')).toBe(4);
  });
});

describe('A receiver that wants causes only', () => {
  const inlet = anAlert({ id: 'inlet', assetId: 'rack-7', metric: 'dc.rack.inlet_temperature' });

  it('hears of the stopped fan and not of the racks that get warm', async () => {
    const { started, raised, later, webhook, pager, incidentLog } = aNotifyingService({ pagerHearsOnlyCauses: true });
    await started();
    await raised(inlet, fan);
    await incidentLog.record([anIncident({ members: [fan, inlet] })]);
    expect(pager.received).toEqual([]);
    await later(30_000);
    expect(told(pager)).toEqual(['firing fan']);
    await raised(over(inlet, noon + 2 * minute), over(fan, noon + 3 * minute));
    await later(5 * minute);
    expect(told(pager)).toEqual(['firing fan', 'resolved fan']);
    expect(told(webhook)).toHaveLength(4);
  });

  it('hears of what turns out to be the cause later', async () => {
    const { started, raised, later, pager, incidentLog } = aNotifyingService({ pagerHearsOnlyCauses: true });
    await started();
    await raised(inlet, fan);
    await incidentLog.record([anIncident({ causeAssetId: 'rack-7', members: [fan, inlet] })]);
    await later(30_000);
    expect(told(pager)).toEqual(['firing inlet']);
    await incidentLog.record([anIncident({ members: [fan, inlet] })]);
    await later(reviews);
    expect(told(pager)).toEqual(['firing inlet', 'firing fan']);
  });

  it('hears of everything a minute and a half late while nobody groups alerts', async () => {
    const { started, raised, later, pager } = aNotifyingService({ pagerHearsOnlyCauses: true });
    await started();
    await raised(inlet, fan);
    for (let round = 0; round < 8; round += 1) await later(10_000);
    expect(pager.received).toEqual([]);
    await later(10_000);
    expect(told(pager)).toEqual(['firing inlet', 'firing fan']);
  });
});
