import { describe, expect, it } from '@jest/globals';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { countText, groupAlerts, summaryAt } from './alert-groups.js';

const anAlert = (assetId: string, rack: string | null, severity: AlertOut['severity'], second: number) =>
  ({ id: `${assetId}-${second}`, assetId, rack, severity, startsAt: `2026-01-01T00:00:${second}Z` }) as AlertOut;

/** A CRAH has stopped; the racks near it warm up. */
const failure = [
  anAlert('rack-1-server-1', 'rack-1', 'info', 40),
  anAlert('rack-1-server-2', 'rack-1', 'info', 41),
  anAlert('rack-1', 'rack-1', 'warning', 30),
  anAlert('rack-2', 'rack-2', 'warning', 25),
  anAlert('crah-1', null, 'warning', 11),
  anAlert('crah-1', null, 'critical', 10),
];

describe('many alerts of one failure', () => {
  it('are one line for the CRAH and one for each rack, the CRAH above all', () => {
    expect(groupAlerts(failure).map(({ place, alerts }) => `${place} ${alerts.length}`)).toEqual([
      'crah-1 2',
      'rack-2 1',
      'rack-1 3',
    ]);
  });

  it('are told by the worst and oldest of each place', () => {
    expect(groupAlerts(failure).map(({ lead }) => lead.id)).toEqual(['crah-1-10', 'rack-2-25', 'rack-1-30']);
  });

  it('do not repeat the name of the place beside its name', () => {
    const lead = { summary: 'CRAH fan speed of crah-1 is 0 %, expected 83 to 92 %' } as AlertOut;
    expect(summaryAt('crah-1', lead)).toBe('CRAH fan speed is 0 %, expected 83 to 92 %');
    expect(summaryAt('crah-12', lead)).toBe(lead.summary);
  });

  it('are counted by severity', () => {
    expect(countText(failure)).toBe('1 critical, 3 warning, 2 info');
    expect(countText([])).toBe('');
  });
});
