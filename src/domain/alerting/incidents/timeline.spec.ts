import { describe, expect, it } from '@jest/globals';
import { anAlert, anIncident, noon } from '../../../../test/alerting/builders.js';
import { timelineOf } from './timeline.js';

const nobody = { acknowledgedBy: undefined, acknowledgedAt: undefined };
const minute = 60_000;
const fan = anAlert({ id: 'fan' });
const over = anAlert({ id: 'fan', state: 'resolved', resolvedAt: noon + minute, summary: 'The fan turns again' });

const told = (members: Parameters<typeof timelineOf>[1], by = nobody) =>
  timelineOf({ ...anIncident({ notes: [] }), ...by }, members).map(({ kind, text }) => [kind, text]);

describe('The story of an incident', () => {
  it('tells of an alert in its own words while it fires', () => {
    expect(told([fan])).toEqual([['alert-fired', fan.summary]]);
  });

  it('tells of an alert that is over what was seen, and then how it ended', () => {
    expect(told([over])).toEqual([
      ['alert-fired', 'CRAH fan speed of hall-1-crah-1 was 0 %, expected 60 %'],
      ['alert-resolved', 'The fan turns again'],
    ]);
  });

  it('tells of a device that was silent for a while', () => {
    const silent = anAlert({ ...over, kind: 'silent', metric: '', summary: 'It reports again' });
    expect(told([silent]).map(([, text]) => text)).toEqual(['hall-1-crah-1 reported nothing', 'It reports again']);
  });

  it('says who took it on, and when', () => {
    const taken = { acknowledgedBy: 'ada', acknowledgedAt: noon + 2 * minute };
    expect(timelineOf({ ...anIncident({ notes: [] }), ...taken }, [over]).at(-1)).toMatchObject({
      at: noon + 2 * minute,
      kind: 'acknowledged',
      text: 'ada looks after it',
    });
  });
});
