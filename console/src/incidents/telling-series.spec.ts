import { describe, expect, it } from '@jest/globals';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { gravestOfCause } from './gravest-of-cause.js';
import { hottestInlet } from './hottest-inlet.js';

const anAlert = (id: string, changes: Partial<AlertOut>) =>
  ({ id, kind: 'anomaly', severity: 'warning', startsAt: '2026-01-01T00:00:00Z', ...changes }) as AlertOut;
const inlet = (assetId: string, component: string, value: number) =>
  anAlert(`${assetId} ${component}`, { assetId, component, value, metric: 'dc.rack.inlet_temperature' });

/** A CRAH has stopped and two racks warm up. */
const members = [
  anAlert('supply', { assetId: 'crah-1', metric: 'dc.crah.supply_temperature', peakScore: 9 }),
  anAlert('fan', { assetId: 'crah-1', metric: 'dc.crah.fan_speed', severity: 'critical', peakScore: 4 }),
  anAlert('silent', { assetId: 'crah-1', kind: 'silent', severity: 'critical', peakScore: 90 }),
  inlet('rack-1', 'top', 25),
  inlet('rack-2', 'bottom', 22),
  inlet('rack-2', 'top', 24),
];
const incident = (timeToLimit: unknown = []) => ({ members, causeAssetId: 'crah-1', timeToLimit }) as IncidentDetailOut;

describe('the series that tell most of an incident', () => {
  it('are that of the gravest alert of the cause, and no other one when scores grow', () => {
    expect(gravestOfCause(incident())?.id).toBe('fan');
    const power = anAlert('power', {
      assetId: 'crah-1',
      metric: 'dc.crah.fan_power',
      severity: 'critical',
      peakScore: 99,
      startsAt: '2026-01-01T00:00:20Z',
    });
    expect(gravestOfCause({ ...incident(), members: [power, ...members] })?.id).toBe('fan');
  });

  it('and that of the hottest inlet of the rack that the outlook is of', () => {
    expect(hottestInlet(incident([{ assetId: 'rack-2' }]))?.id).toBe('rack-2 top');
  });

  it('or, once it is over and there is no outlook, of the hottest of all', () => {
    expect(hottestInlet(incident())?.id).toBe('rack-1 top');
  });

  it('are none when only a silence is known', () => {
    const silent = { ...incident(), members: members.filter(({ kind }) => kind === 'silent') };
    expect([gravestOfCause(silent), hottestInlet(silent)]).toEqual([undefined, undefined]);
  });
});
