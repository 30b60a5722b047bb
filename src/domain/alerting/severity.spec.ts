import { describe, expect, it } from '@jest/globals';
import { severityScaleOf, silenceSeverity } from './severity.js';

describe('How urgent an alert is', () => {
  it.each([
    ['dc.crah.fan_speed', 9, 'critical'],
    ['dc.crah.supply_temperature', 1.2, 'warning'],
    ['hw.power_supply.usage', 5, 'critical'],
    ['hw.gpu.temperature', 4, 'warning'],
    ['system.cpu.utilization', 1.1, 'info'],
    ['system.cpu.utilization', 20, 'info'],
    ['hw.host.power', 5, 'warning'],
    ['dc.weather.temperature', 20, 'info'],
    ['dc.pdu.power_residual', 20, 'warning'],
    ['dc.server.fan_speed_residual', 20, 'warning'],
  ] as const)('%s with a score of %d is %s', (metric, score, severity) => {
    expect(severityScaleOf(metric)({ score, value: 40, expected: 20 })).toBe(severity);
  });

  it.each([
    ['a CRAH fan that stands still', 'dc.crah.fan_speed', 0.01, 0.6, 'critical'],
    ['a CRAH fan at half its speed', 'dc.crah.fan_speed', 0.3, 0.6, 'warning'],
    ['a tower fan that hardly turned before', 'dc.tower.fan_speed', 0, 0.05, 'warning'],
    ['a PDU without voltage', 'dc.pdu.voltage', 0, 230, 'critical'],
    ['chilled water that stands still', 'dc.chiller.flow', 0, 0.02, 'critical'],
    ['a server without power', 'hw.host.power', 0, 350, 'warning'],
    ['a rack inlet that is a little warm', 'dc.rack.inlet_temperature', 26.9, 21, 'warning'],
    ['a rack inlet above the allowable 32 °C', 'dc.rack.inlet_temperature', 32.6, 21, 'critical'],
    ['a server inlet within the recommended range', 'hw.host.ambient_temperature', 26.9, 21, 'info'],
    ['a server inlet above the recommended 27 °C', 'hw.host.ambient_temperature', 27.1, 21, 'warning'],
    ['a server inlet above the allowable 32 °C', 'hw.host.ambient_temperature', 32.1, 21, 'critical'],
    ['a UPS on battery', 'dc.ups.on_battery', 1, 0, 'critical'],
    ['idle GPUs', 'hw.gpu.utilization', 0, 0.9, 'info'],
  ] as const)(
    'with a score that says little yet, %s (%s %d instead of %d) is %s',
    (_, metric, value, expected, severity) => {
      expect(severityScaleOf(metric)({ score: 1.2, value, expected })).toBe(severity);
    },
  );

  it.each([
    [24.5, 'warning'],
    [28, 'critical'],
  ] as const)('a rack inlet at %d °C, which is most unusual there, is %s', (value, severity) => {
    expect(severityScaleOf('dc.rack.inlet_temperature')({ score: 12, value, expected: 20 })).toBe(severity);
  });

  it('a silent chiller is critical, a silent server a warning, a lost sensor of it a note', () => {
    expect(silenceSeverity(['dc.chiller.power', 'dc.chiller.cop'], true)).toBe('critical');
    expect(silenceSeverity(['system.cpu.utilization', 'hw.host.power'], true)).toBe('warning');
    expect(silenceSeverity(['hw.temperature'], false)).toBe('info');
  });
});
