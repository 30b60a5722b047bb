import { describe, expect, it } from '@jest/globals';
import { aSymptom, fanStops, inletWarms, pduCarriesMore, pduDies } from '../../../../test/alerting/symptoms.js';
import { standardRunbooks } from '../runbooks/standard-runbooks.js';
import { causeKindOf } from './cause-kinds.js';

const symptom = (metric: string, value: number, expected: number) => aSymptom('it', metric, 0, { value, expected });

describe('What is wrong with an asset', () => {
  it.each([
    ['a CRAH whose fan is at rest', 'crah', fanStops('it', 0), 'fan stopped'],
    [
      'a CRAH with a filter that lets little through',
      'crah',
      symptom('dc.crah.filter_pressure_drop', 300, 80),
      'filter clogged',
    ],
    ['a CRAH that supplies warm air', 'crah', symptom('dc.crah.supply_temperature', 24, 18), 'supply air too warm'],
    ['a CRAH that runs faster', 'crah', symptom('dc.crah.fan_speed', 0.9, 0.6), 'unusual behaviour'],
    [
      'a CRAH whose fan is slower than its racks ask',
      'crah',
      symptom('dc.crah.fan_speed_residual', -0.08, 0),
      'fan falls behind',
    ],
    [
      'a CRAH whose air bypasses the racks',
      'crah',
      symptom('dc.crah.fan_speed_residual', 0.08, 0),
      'moves more air than its racks take',
    ],
    ['a CRAH whose filter resists', 'crah', symptom('dc.crah.filter_pressure_residual', 12, 0), 'filter clogged'],
    ['a PDU whose meter lies', 'pdu', symptom('dc.pdu.power_residual', 900, 0), 'its readings do not fit together'],
    [
      'a UPS with an old battery',
      'ups',
      symptom('dc.ups.battery_time_residual', -0.2, 0),
      'battery lasts shorter than its load allows',
    ],
    [
      'a chiller with fouled tubes',
      'chiller',
      symptom('dc.chiller.power_residual', 2000, 0),
      'needs more power than its cooling explains',
    ],
    [
      'a rack with a panel missing',
      'rack',
      symptom('dc.rack.inlet_mixing_residual', 1.4, 0),
      'breathes its own exhaust',
    ],
    ['a PDU without power', 'pdu', pduDies('it', 0), 'feed lost'],
    ['a PDU that carries more', 'pdu', pduCarriesMore('it', 0), 'unusual behaviour'],
    ['a UPS on battery', 'ups', symptom('dc.ups.on_battery', 1, 0), 'on battery'],
    ['a chiller at rest', 'chiller', symptom('dc.chiller.power', 0, 15_000), 'stopped'],
    ['a rack that breathes warm air', 'rack', inletWarms('it', 0), 'inlet air too warm'],
    ['a server without power', 'server', symptom('hw.host.power', 0, 300), 'stopped'],
    ['a busy server', 'server', symptom('system.cpu.utilization', 0.9, 0.3), 'busier than usual'],
    ['a server with hot GPUs', 'server', symptom('hw.gpu.speed', 1.2e9, 1.98e9), 'GPUs slowed down'],
    [
      'a probe that repeats one value',
      'rack',
      symptom('dc.rack.inlet_temperature', 20.1, Math.fround(20.1)),
      'sensor stuck',
    ],
    [
      'a rack of which nothing is heard',
      'rack',
      aSymptom('it', '', 0, { kind: 'silent', value: 300 }),
      'reports nothing',
    ],
    [
      'a device of which nothing is heard',
      'crah',
      aSymptom('it', '', 0, { kind: 'silent', value: 300 }),
      'reports nothing',
    ],
    ['a device that the site does not know', 'unknown', symptom('oil.level', 1, 3), 'unusual behaviour'],
  ])('of %s is named, with something to do about it', (_what, kind, alert, phrase) => {
    const cause = causeKindOf(kind, [alert]);
    expect(cause.phrase).toBe(phrase);
    expect(standardRunbooks[cause.causeKind].steps.length).toBeGreaterThan(0);
  });

  it('is its failure, whatever else is unusual about it', () => {
    const alerts = [
      symptom('dc.crah.supply_temperature', 16, 18),
      aSymptom('it', '', 0, { kind: 'silent' }),
      fanStops('it', 0),
    ];
    expect(causeKindOf('crah', alerts).causeKind).toBe('fan-stopped');
  });
});
