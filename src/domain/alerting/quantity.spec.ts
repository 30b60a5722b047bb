import { describe, expect, it } from '@jest/globals';
import { formatDuration, formatQuantity, formatRange } from './quantity.js';

describe('Values in the text of an alert', () => {
  it.each([
    [31.44, 'dc.rack.inlet_temperature', 'Cel', '31.4 °C'],
    [0, 'dc.crah.fan_speed', '1', '0 %'],
    [0.934, 'dc.crah.fan_speed', '1', '93 %'],
    [0.000_42, 'error_share', '1', '0.0420 %'],
    [1.234, 'dc.site.pue', '1', '1.23'],
    [4_958, 'hw.battery.time_left', 's', '1 h 22 min'],
    [12, 'hw.battery.time_left', 's', '12 s'],
    [812, 'hw.host.power', 'W', '812 W'],
    [12_512, 'dc.pdu.power', 'W', '12.5 kW'],
    [1_250_000, 'dc.site.power', 'W', '1250.0 kW'],
    [34e9, 'system.memory.usage', 'By', '34.0 GB'],
    [5_400, 'hw.fan.speed', 'rpm', '5400 rpm'],
    [12, 'hw.errors.rate', '{error}/s', '12.00 error/s'],
    [0.001234, 'a.metric.nobody.knows', 'm3/s', '0.001234 m³/s'],
    [0, 'a.metric.nobody.knows', '', '0'],
  ])('%d of %s reads %s -> %s', (value, metric, unit, text) => {
    expect(formatQuantity(value, { metric, unit })).toBe(text);
  });

  it('a range has one unit, that of its larger end', () => {
    expect(formatRange(22.04, 24, { metric: 'dc.rack.inlet_temperature', unit: 'Cel' })).toBe('22.0 to 24.0 °C');
    expect(formatRange(0.83, 0.92, { metric: 'dc.crah.fan_speed', unit: '1' })).toBe('83 to 92 %');
    expect(formatRange(811, 3_752, { metric: 'hw.battery.time_left', unit: 's' })).toBe('13 min 31 s to 1 h 2 min');
    expect(formatRange(900, 12_000, { metric: 'dc.pdu.power', unit: 'W' })).toBe('0.9 to 12.0 kW');
  });

  it.each([
    [400, '0 s'],
    [45_000, '45 s'],
    [150_000, '2 min 30 s'],
    [7_200_000, '2 h'],
    [11_100_000, '3 h 5 min'],
    [187_200_000, '2 d 4 h'],
  ])('%d ms lasts %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
