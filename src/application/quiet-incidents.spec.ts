import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { anIncident, noon } from '../../test/alerting/builders.js';
import { anIncidentService, messagesOf, stopIncidentServices } from '../../test/alerting/incident-service.js';
import { settle } from '../../test/alerting/notifying-service.js';
import { aSilence, aWindow } from '../../test/alerting/quiet-builders.js';
import { fanStops, inletWarms, over } from '../../test/alerting/symptoms.js';

const minute = 60_000;
const crah = 'hall-1-crah-1';
const fan = fanStops(crah, 60);
const inlets = ['hall-1-rack-01', 'hall-1-rack-02', 'hall-1-rack-03'].map((rack, i) => inletWarms(rack, 90 + i * 10));
const ofCrah = aWindow({ assets: [crah], endsAt: noon + 30 * minute });
const allOver = [fan, ...inlets].map((alert) => over(alert, 600));

afterEach(stopIncidentServices);

describe('An incident under maintenance', () => {
  it('is told once when the work is over and it is still open, as urgent as it is by then', async () => {
    const { started, happened, later, mail, quietTimes } = anIncidentService();
    await quietTimes.addMaintenance(ofCrah);
    await started();
    await happened(fan);
    await happened(...inlets);
    await later(29 * minute);
    expect(mail.messages).toEqual([]);
    await later(2 * minute);
    expect(messagesOf(mail)).toEqual([[`critical: ${crah}`]]);
  });

  it('is never told when it is over before the work is', async () => {
    const { started, happened, later, mail, quietTimes, incidentLog, metrics } = anIncidentService();
    await quietTimes.addMaintenance(ofCrah);
    await started();
    await happened(fan, ...inlets);
    await later(10 * minute);
    await happened(...allOver);
    await later(10 * minute);
    await later(30 * minute);
    expect(await incidentLog.unnotified(10)).toEqual([]);
    expect(mail.messages).toEqual([]);
    expect(metrics.totals.get('component_dropped_total notify-incidents maintenance')).toBe(2);
  });

  it('is told all the same as soon as a rack that the work does not name is in danger', async () => {
    const { started, happened, mail, quietTimes } = anIncidentService();
    await quietTimes.addMaintenance(ofCrah);
    await started();
    await happened(fan, ...inlets);
    expect(mail.messages).toEqual([]);
    await happened(inletWarms('hall-1-rack-04', 200, { severity: 'critical' }));
    expect(messagesOf(mail)).toEqual([[`critical: ${crah}`]]);
  });

  it('is told while racks stay warm after the work on their unit is over', async () => {
    const { started, happened, later, mail, quietTimes } = anIncidentService();
    await quietTimes.addMaintenance(ofCrah);
    await started();
    await happened(fan, ...inlets);
    await happened(over(fan, 600));
    await later(29 * minute);
    expect(mail.messages).toEqual([]);
    await later(2 * minute);
    expect(mail.messages).toHaveLength(1);
  });

  it('stays held over a restart, and is told by the process that comes after', async () => {
    const first = anIncidentService();
    const { world } = first;
    await first.quietTimes.addMaintenance(ofCrah);
    await first.started();
    await first.happened(fan, ...inlets);
    await first.notify.stop();
    const second = anIncidentService({ world, nowMs: noon + 10 * minute });
    await second.started();
    expect(world.mail.messages).toEqual([]);
    await second.later(21 * minute);
    expect(messagesOf(world.mail)).toEqual([[`critical: ${crah}`]]);
  });
});

describe('An incident that people know when it is silenced', () => {
  const ofHall = aSilence({ matchers: { room: ['hall-1'] } });

  it('has its end told, and not that it rose meanwhile', async () => {
    const { started, happened, later, mail, quietTimes } = anIncidentService();
    await started();
    await happened(...inlets);
    expect(mail.messages).toHaveLength(1);
    mail.messages.splice(0);
    await quietTimes.addSilence(ofHall);
    await happened(fan);
    await later(10 * minute);
    expect(mail.messages).toEqual([]);
    await happened(...allOver);
    await later(10 * minute);
    expect(messagesOf(mail)).toEqual([[`resolved: ${crah}`]]);
  });

  it('ends unheard for one who would only have heard of what it rose to', async () => {
    const { started, happened, later, mail, quietTimes } = anIncidentService({ wants: { least: 'critical' } });
    await started();
    await happened(...inlets);
    await quietTimes.addSilence(ofHall);
    await happened(fan);
    await happened(...allOver);
    await later(10 * minute);
    await later(minute);
    expect(mail.messages).toEqual([]);
  });
});

describe('Many incidents that are held', () => {
  it('do not keep one behind them from being told', async () => {
    const { world, started, happened, mail, quietTimes } = anIncidentService();
    await quietTimes.addSilence(aSilence({ matchers: { room: ['hall-1'] } }));
    await happened(fanStops('hall-2-crah-1', 3_000));
    const silenced = Array.from({ length: 450 }, (_, i) => inletWarms('hall-1-rack-01', i));
    await world.alertLog.record(silenced);
    await world.incidentLog.record(
      silenced.map((alert) => anIncident({ id: `of ${alert.id}`, startsAt: alert.startsAt, members: [alert] })),
    );
    const looks = jest.spyOn(world.incidentLog, 'troublesOf');
    await started();
    for (let turn = 0; turn < 50 && mail.messages.length === 0; turn += 1) await settle();
    expect(messagesOf(mail)).toEqual([['critical: hall-2-crah-1']]);
    // Turns are few, and each looks once at all that is held.
    expect(looks.mock.calls.length).toBeLessThan(10);
    expect(Math.max(...looks.mock.calls.map(([ids]) => ids.length))).toBeGreaterThan(400);
  });
});
