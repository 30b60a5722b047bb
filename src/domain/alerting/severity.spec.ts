import { describe, expect, it } from '@jest/globals';
import { anomalySeverity, silenceSeverity } from './severity.js';

describe('How urgent an alert is', () => {
  it.each([
    ['dc.crah.fan_speed', 9, 'critical'],
    ['dc.rack.inlet_temperature', 1.2, 'warning'],
    ['hw.power_supply.usage', 5, 'critical'],
    ['hw.gpu.temperature', 4, 'warning'],
    ['system.cpu.utilization', 1.1, 'info'],
    ['system.cpu.utilization', 20, 'info'],
    ['hw.host.power', 5, 'warning'],
    ['dc.weather.temperature', 20, 'info'],
  ] as const)('%s with a score of %d is %s', (metric, score, severity) => {
    expect(anomalySeverity(metric, score)).toBe(severity);
  });

  it('a silent chiller is critical, a silent server a warning, a lost sensor of it a note', () => {
    expect(silenceSeverity(['dc.chiller.power', 'dc.chiller.cop'], true)).toBe('critical');
    expect(silenceSeverity(['system.cpu.utilization', 'hw.host.power'], true)).toBe('warning');
    expect(silenceSeverity(['hw.temperature'], false)).toBe('info');
  });
});
