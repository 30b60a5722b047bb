import { afterEach, describe, expect, it } from '@jest/globals';
import { noon } from '../../test/alerting/builders.js';
import { anIncidentService, messagesOf, stopIncidentServices } from '../../test/alerting/incident-service.js';
import { settle } from '../../test/alerting/notifying-service.js';
import { aSymptom, fanStops, inletWarms, over } from '../../test/alerting/symptoms.js';

const minute = 60_000;
const fan = fanStops('hall-1-crah-1', 60);
const racks = ['hall-1-rack-01', 'hall-1-rack-02', 'hall-1-rack-03'];
const inlets = racks.map((rack, i) => inletWarms(rack, i * 10));
const allOver = [...inlets, fan].map((alert) => over(alert, 900));

afterEach(stopIncidentServices);

describe('A person who is told of incidents', () => {
  it('gets one message for many alerts, once the cause is known, and one when all is over', async () => {
    const { started, happened, later, mail } = anIncidentService({ groupWaitMs: minute / 2 });
    await started();
    await happened(...inlets);
    await later(10_000);
    await happened(fan);
    expect(mail.messages).toEqual([]);
    await later(20_000);
    expect(messagesOf(mail)).toEqual([['critical: hall-1-crah-1']]);
    await happened(...allOver);
    await later(5 * minute);
    await later(minute);
    expect(messagesOf(mail).slice(1)).toEqual([['resolved: hall-1-crah-1']]);
  });

  it('hears that another cause has become likelier and that it got more urgent, in one message', async () => {
    const { started, happened, mail } = anIncidentService();
    await started();
    await happened(...inlets);
    expect(messagesOf(mail)).toHaveLength(1);
    mail.messages.splice(0);
    await happened(fan);
    expect(messagesOf(mail)).toEqual([['critical, was warning, another cause: hall-1-crah-1']]);
    await happened(inletWarms('hall-1-rack-04', 120));
    expect(mail.messages).toHaveLength(1);
  });

  it('hears at once that an incident it has known of for hours got more urgent', async () => {
    const { started, happened, later, mail } = anIncidentService();
    await started();
    await happened(...inlets);
    await later(2 * 60 * minute);
    mail.messages.splice(0);
    await happened(fan);
    expect(messagesOf(mail)).toEqual([['critical, was warning, another cause: hall-1-crah-1']]);
  });

  it('hears once that an incident it knows is part of another one, and no more of it', async () => {
    const warmAir = (crah: string, seconds: number) =>
      aSymptom(crah, 'dc.crah.supply_temperature', seconds, { value: 22, expected: 18 });
    const { started, happened, later, mail } = anIncidentService();
    await started();
    await happened(warmAir('hall-1-crah-1', 60));
    await happened(warmAir('hall-2-crah-1', 70));
    mail.messages.splice(0);
    await happened(
      aSymptom('chiller-1', 'dc.chiller.power', 0, { value: 0, expected: 15_000, firedAt: noon + 200_000 }),
    );
    const told = messagesOf(mail).flat();
    expect(told).toContain('part of another incident: hall-2-crah-1');
    expect(told).toContain('warning, another cause: chiller-1');
    expect(told).toHaveLength(2);
    mail.messages.splice(0);
    await later(minute);
    expect(mail.messages).toEqual([]);
  });

  it('hears nothing of one that began and became part of another within one message', async () => {
    const warmAir = (crah: string, seconds: number) =>
      aSymptom(crah, 'dc.crah.supply_temperature', seconds, { value: 22, expected: 18 });
    const { started, happened, later, mail } = anIncidentService({ groupWaitMs: minute });
    await started();
    await happened(warmAir('hall-1-crah-1', 60));
    await happened(warmAir('hall-2-crah-1', 70));
    await happened(
      aSymptom('chiller-1', 'dc.chiller.power', 0, { value: 0, expected: 15_000, firedAt: noon + 200_000 }),
    );
    await later(minute);
    expect(messagesOf(mail)).toEqual([['warning: chiller-1']]);
  });

  it('is told nothing twice when the service is killed, before or after the mail has gone', async () => {
    const first = anIncidentService();
    await first.happened(...inlets);
    first.mail.refuseNext(1);
    await first.started();
    await first.notify.stop();
    const { world } = first;
    const second = anIncidentService({ world });
    await second.started();
    expect(messagesOf(world.mail)).toHaveLength(1);
    await second.notify.stop();
    await anIncidentService({ world }).started();
    expect(messagesOf(world.mail)).toHaveLength(1);
  });

  it('gets the same message again after a refusal, whatever has happened since', async () => {
    const { started, happened, later, mail } = anIncidentService();
    await started();
    mail.refuseNext(1);
    await happened(...inlets);
    await happened(fan);
    await later(2_000);
    expect(messagesOf(mail).map((lines) => lines.length)).toEqual([1, 1]);
    const ofFirst = new Set(mail.messages[0]?.map((notice) => ('noteIndex' in notice ? notice.noteIndex : -1)));
    expect(mail.messages[1]?.some((notice) => 'noteIndex' in notice && ofFirst.has(notice.noteIndex))).toBe(false);
  });

  it('who has left the configuration is told nothing that waited, which is counted as of incidents', async () => {
    const before = anIncidentService();
    before.mail.refuseNext(Infinity);
    await before.started();
    await before.happened(...inlets);
    await before.notify.stop();
    const after = anIncidentService({ world: before.world, isWithoutMail: true });
    await after.started();
    expect(after.metrics.totals.get('component_dropped_total notify-incidents receiver-gone')).toBe(1);
    expect(after.metrics.totals.has('component_dropped_total notify-alerts receiver-gone')).toBe(false);
  });

  it('is not woken by what was over long ago, as in a backfill', async () => {
    const { started, happened, later, mail, incidentLog } = anIncidentService({ nowMs: noon + 24 * 60 * minute });
    await started();
    await happened(...inlets, fan);
    await happened(...allOver);
    await later(5 * minute);
    await later(minute);
    expect(await incidentLog.list({ states: ['resolved'], limit: 10 })).toHaveLength(1);
    expect(await incidentLog.unnotified(10)).toEqual([]);
    expect(mail.messages).toEqual([]);
  });
});

describe('A person who wants only some incidents', () => {
  it('hears of one when it rises to what they want, and of its end', async () => {
    const { started, happened, later, mail } = anIncidentService({ wants: { least: 'critical' } });
    await started();
    await happened(...inlets);
    expect(mail.messages).toEqual([]);
    await happened(fan);
    await happened(...allOver);
    await later(5 * minute);
    await later(minute);
    expect(messagesOf(mail)).toEqual([
      ['critical, was warning, another cause: hall-1-crah-1'],
      ['resolved: hall-1-crah-1'],
    ]);
  });

  it('hears of a cause elsewhere that reaches their room, and of nothing in other rooms', async () => {
    const { started, happened, mail } = anIncidentService({ wants: { rooms: ['hall-2'] } });
    await started();
    await happened(...inlets, fan);
    await settle();
    expect(mail.messages).toEqual([]);
    await happened(fanStops('hall-2-crah-1', 0));
    expect(messagesOf(mail)).toEqual([['critical: hall-2-crah-1']]);
  });

  it('hears of a chiller that failed before its warm air reached their room, once, and of the end', async () => {
    const warmAir = (crah: string, seconds: number) =>
      aSymptom(crah, 'dc.crah.supply_temperature', seconds, { value: 22, expected: 18 });
    const chiller = aSymptom('chiller-1', 'dc.chiller.power', 0, { value: 0, expected: 15_000 });
    const [near, far] = [warmAir('hall-1-crah-1', 60), warmAir('hall-2-crah-1', 120)];
    const { started, happened, later, mail } = anIncidentService({ wants: { rooms: ['hall-2'] } });
    await started();
    await happened(chiller);
    await happened(near);
    expect(mail.messages).toEqual([]);
    await happened(far);
    await happened(warmAir('hall-2-crah-2', 150));
    expect(messagesOf(mail)).toEqual([[expect.stringMatching(/: chiller-1$/)]]);
    mail.messages.splice(0);
    await happened(...[chiller, near, far, warmAir('hall-2-crah-2', 150)].map((alert) => over(alert, 900)));
    await later(5 * minute);
    await later(minute);
    expect(messagesOf(mail)).toEqual([['resolved: chiller-1']]);
  });

  it('hears no end of one that they were never told of', async () => {
    const { started, happened, later, mail, world } = anIncidentService({ wants: { rooms: ['hall-1'] } });
    await happened(...inlets);
    await world.incidentLog.markNotified(await world.incidentLog.unnotified(10));
    await started();
    await happened(...inlets.map((alert) => over(alert, 900)));
    await later(5 * minute);
    await later(minute);
    expect(mail.messages).toEqual([]);
  });
});

describe('A receiver that forgets', () => {
  it('is reminded of the incidents that it knows, as long as they are open', async () => {
    const { started, happened, later, mail } = anIncidentService();
    await started();
    await happened(...inlets, fan);
    await later(minute);
    await later(minute);
    expect(mail.renewals.at(-1)).toHaveLength(1);
    await happened(...allOver);
    await later(5 * minute);
    await later(minute);
    const { length } = mail.renewals;
    await later(2 * minute);
    expect(mail.renewals).toHaveLength(length);
  });
});
