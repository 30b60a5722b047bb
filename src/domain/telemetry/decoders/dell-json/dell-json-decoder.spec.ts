import { describe, expect, it } from '@jest/globals';
import { anIntake } from '../../../../../test/builders/intake.js';
import { DellJsonDecoder } from './dell-json-decoder.js';

const take = (body: unknown) => anIntake((mapper) => new DellJsonDecoder(mapper)).take(JSON.stringify(body));
const reading = (metricName: string, value: unknown, changes: object = {}) => ({
  time: 1_700_000_000,
  event: 'metric',
  host: 'ABC1234',
  fields: { _value: value, metric_name: metricName, source: '' },
  ...changes,
});

describe('what the iDRAC telemetry tools write', () => {
  it.each([
    ['SystemBoardInletTemp_TemperatureReading', 23, 'hw.host.ambient_temperature|SystemBoardInletTemp = 23 Cel'],
    ['CPU1Temp_TemperatureReading', 61, 'hw.temperature|CPU1Temp = 61 Cel'],
    ['SystemBoardFan1A_RPMReading', 8_400, 'hw.fan.speed|SystemBoardFan1A = 8400 rpm'],
    ['PowerMetrics_SystemInputPower', 412, 'hw.host.power| = 412 W'],
    ['SystemUsage_CPUUsage', 35, 'system.cpu.utilization| = 0.35 1'],
    ['ThermalMetrics_SysNetAirflow', 31, 'idrac.SysNetAirflow|ThermalMetrics = 31'],
    ['Uptime', 5, 'idrac.Uptime| = 5'],
  ])('%s is %i in Plenum’s terms', (name, value, point) => {
    expect(take([reading(name, value)])).toMatchObject({ points: [`ABC1234|${point} @ 1700000000000`], problems: [] });
  });

  it('may hold nulls between the readings', () => {
    expect(take([null, reading('CPU1Temp_TemperatureReading', 61), null])).toMatchObject({
      points: { length: 1 },
      problems: [],
      skipped: { no_value: 2 },
    });
  });

  it('may hold states and empty values, which are no readings', () => {
    expect(take([reading('PSU1_State', 'OK'), reading('CPU1Temp_TemperatureReading', null)])).toMatchObject({
      points: [],
      problems: [],
      skipped: { text_value: 1, no_value: 1 },
    });
  });

  it.each([
    ['without fields', reading('x_y', 1, { fields: undefined }), 'malformed'],
    ['without a host', reading('x_y', 1, { host: undefined }), 'malformed'],
    ['without a name', reading('', 1), 'malformed'],
    ['with a time that is none', reading('x_y', 1, { time: 'soon' }), 'bad_timestamp'],
    ['with an object for a value', reading('x_y', {}), 'malformed'],
    ['that is a number', 7, 'malformed'],
  ])('an element %s is refused by itself', (_, element, code) => {
    expect(take([element, reading('CPU1Temp_TemperatureReading', 61)])).toMatchObject({
      points: { length: 1 },
      problems: [`1 ${code}`],
    });
  });
});
