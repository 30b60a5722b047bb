import { describe, expect, it } from '@jest/globals';
import { usualDirectionOf } from './metric-nature.js';

describe('trouble lies', () => {
  it.each([
    ['above, with a CPU: idling is none', 'system.cpu.utilization', 'high'],
    ['below, with how long a battery lasts for its load: longer is good news', 'dc.ups.battery_time_residual', 'low'],
    [
      'on both sides of how long a battery lasts: twice as long is a UPS that has lost its load',
      'dc.ups.battery_time_left',
      'both',
    ],
    ['above, with the exhaust in inlet air: less is good news', 'dc.rack.inlet_mixing_residual', 'high'],
    [
      'on both sides of a fan: below it wears, above it feeds a way past the racks',
      'dc.crah.fan_speed_residual',
      'both',
    ],
    ['on both sides of a metric that nobody knows', 'acme.flux', 'both'],
  ] as const)('%s', (_, metric, direction) => {
    expect(usualDirectionOf(metric)).toBe(direction);
  });
});
