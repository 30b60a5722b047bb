import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { incidentNotice } from '../../src/domain/alerting/incidents/incident-notice.js';
import { AlertmanagerNotifier } from '../../src/adapters/notifiers/alertmanager/alertmanager-notifier.js';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { aContext, anAlert, anIncident } from '../alerting/builders.js';
import {
  describeNotifier,
  describeRefusedNotifier,
  type RefusingNotifierUnderTest,
} from '../contracts/notifier.contract.js';
import { HttpTap } from '../notifiers/http-tap.js';
import { type ActiveAlert, AlertmanagerTestServer } from '../servers/alertmanager.js';

interface PostedAlert {
  readonly annotations: { readonly alert_id?: string; readonly incident_id?: string };
  readonly endsAt: string;
}

/** Real: Alertmanager. Between it and the notifier a tap counts what it confirmed, since it tells only what fires. */
async function anAlertmanager(): Promise<RefusingNotifierUnderTest> {
  const server = await AlertmanagerTestServer.start();
  const tap = await HttpTap.before(server.url);
  return {
    notifier: new AlertmanagerNotifier(settingsFor([tap.url]), aContext(), new SystemClock()),
    received: () =>
      posted(tap).flatMap(({ annotations: { alert_id: id }, endsAt }) =>
        id === undefined ? [] : [{ id, state: isOver(endsAt) ? 'resolved' : 'firing' }],
      ),
    receivedIncidents: () =>
      posted(tap).flatMap(({ annotations: { incident_id: id }, endsAt }) =>
        id === undefined ? [] : [`${isOver(endsAt) ? 'resolved' : 'open'} ${id}`],
      ),
    refuse: (refusing) => (refusing ? server.pause() : server.resume()),
    dispose: async () => {
      await tap.stop();
      await server.stop();
    },
  };
}

const posted = (tap: HttpTap) => tap.confirmed.flatMap((body) => JSON.parse(body) as readonly PostedAlert[]);
const isOver = (endsAt: string) => Date.parse(endsAt) <= Date.now();

const settingsFor = (urls: readonly string[]) => ({ name: 'alertmanager', urls, login: undefined });

describeNotifier('Alertmanager', anAlertmanager);
describeRefusedNotifier('Alertmanager', anAlertmanager);

describe('Alerts in a real Alertmanager', () => {
  let server: AlertmanagerTestServer;

  beforeAll(async () => {
    server = await AlertmanagerTestServer.start();
  });
  afterAll(() => server.stop());
  // It keeps alerts in memory only.
  beforeEach(async () => {
    await server.pause();
    await server.resume();
  });

  const now = Date.now();
  const fan = anAlert({ startsAt: now - 90_000, firedAt: now - 60_000 });
  const notifier = (clock = new FakeClock(now), urls = [server.url]) =>
    new AlertmanagerNotifier(settingsFor(urls), aContext(), clock);
  const severities = (alerts: readonly ActiveAlert[]) => alerts.map(({ labels }) => labels['severity']);

  it('bear labels to route by, a summary, and the way to the console', async () => {
    await notifier().notify([fan]);
    const [alert, ...others] = await server.active();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      annotations: { summary: fan.summary, alert_id: fan.id, link: 'https://plenum.example/#/series/1' },
      startsAt: new Date(fan.startsAt).toISOString(),
      generatorURL: 'https://plenum.example/#/series/1',
    });
    expect(alert!.labels).toEqual({
      alertname: 'TelemetryAnomaly',
      severity: 'critical',
      site: 'demo',
      room: 'hall-1',
      asset: 'hall-1-crah-1',
      metric: 'dc.crah.fan_speed',
    });
  });

  describe('of incidents', () => {
    const { members: _members, ...opened } = anIncident({ severity: 'warning', startsAt: now - 90_000 });
    const before = { severity: 'warning', causeAssetId: opened.causeAssetId } as const;
    const rise = { at: now, kind: 'severity', text: 'critical, was warning', before } as const;
    const rose = { ...opened, severity: 'critical', notes: [...opened.notes, rise] } as const;
    const note = { at: now, kind: 'resolved', text: 'all alerts are over' } as const;
    const over = { ...rose, state: 'resolved', resolvedAt: now - 1_000, notes: [...rose.notes, note] } as const;

    it('are one, with cause, what is left, and what to do', async () => {
      await notifier().notifyOfIncidents([incidentNotice(opened, 0)]);
      const [alert, ...others] = await server.active();
      expect(others).toEqual([]);
      expect(alert!.labels).toEqual({
        alertname: 'Incident',
        severity: 'warning',
        site: 'demo',
        room: 'hall-1',
        asset: 'hall-1-crah-1',
        incident: opened.id,
      });
      expect(alert!.annotations).toMatchObject({
        summary: 'CRAH hall-1-crah-1: fan stopped',
        description: expect.stringContaining('1 of 2 units work'),
        causes: expect.stringContaining('hall-1-crah-1 (100 %)'),
        what_to_do: 'Check the unit on site.',
        link: `https://plenum.example/#/incidents/${opened.id}`,
      });
    });

    it('are another one when they become more urgent, and the one of before ends; none is left at the end', async () => {
      await notifier().notifyOfIncidents([incidentNotice(opened, 0)]);
      await notifier().notifyOfIncidents([incidentNotice(rose, 1)]);
      expect(severities(await server.active())).toEqual(['critical']);
      await notifier().renewIncidents([incidentNotice(rose, 0)]);
      expect(severities(await server.active())).toEqual(['critical']);
      await notifier().notifyOfIncidents([incidentNotice(over, 2)]);
      expect(await server.active()).toEqual([]);
    });
  });

  it('end when they resolve, also those whose event time is ahead of the clock', async () => {
    await notifier().notify([fan, anAlert({ assetId: 'crah-2', startsAt: now + 60_000 })]);
    expect(await server.active()).toHaveLength(2);
    await notifier().notify([
      { ...fan, state: 'resolved', resolvedAt: now - 10_000 },
      anAlert({ assetId: 'crah-2', startsAt: now + 60_000, state: 'resolved', resolvedAt: now + 90_000 }),
    ]);
    expect(await server.active()).toEqual([]);
  });

  it('that become more urgent replace themselves', async () => {
    await notifier().notify([{ ...fan, severity: 'warning' }]);
    expect(severities(await server.active())).toEqual(['warning']);
    await notifier().notify([{ ...fan, severity: 'critical', escalatedFrom: 'warning' }]);
    expect(severities(await server.active())).toEqual(['critical']);
  });

  it('are the same alert when they are told again', async () => {
    await notifier().notify([fan]);
    await notifier().notify([fan]);
    await notifier().renew([fan]);
    expect(await server.active()).toHaveLength(1);
  });

  it('outlive three lost renewals, and each renewal puts their end off', async () => {
    const clock = new FakeClock(now);
    await notifier(clock).notify([fan]);
    const endOf = async () => Date.parse((await server.active())[0]!.endsAt);
    expect(await endOf()).toBe(now + 240_000);
    clock.advance(60_000);
    await notifier(clock).renew([fan]);
    expect(await endOf()).toBe(now + 300_000);
  });

  it('are there again after Alertmanager has restarted and been reminded', async () => {
    await notifier().notify([fan]);
    await server.pause();
    await server.resume();
    expect(await server.active()).toEqual([]);
    await notifier().renew([fan]);
    expect(await server.active()).toHaveLength(1);
  });

  it('are told to the instance that is left of two', async () => {
    await notifier(new FakeClock(now), ['http://127.0.0.1:9', server.url]).notify([fan]);
    expect(await server.active()).toHaveLength(1);
  });

  it('come in a burst of 1,200', async () => {
    const burst = Array.from({ length: 1_200 }, (_, i) =>
      anAlert({ id: `a${i}`, assetId: `rack-${i}`, startsAt: now }),
    );
    await notifier().notify(burst);
    expect(await server.active()).toHaveLength(1_200);
  });
});
