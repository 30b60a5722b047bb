import { describe, expect, it } from '@jest/globals';
import { isShare, withinNature } from './natural-range.js';

const fan = { metric: 'dc.crah.fan_speed', unit: '1' };
const power = { metric: 'hw.host.power', unit: 'W' };

describe('an expected band as an operator may see it', () => {
  it('ends at the full speed of a fan', () => {
    expect(withinNature({ lower: 0.73, upper: 1.04 }, 0, fan)).toEqual({ lower: 0.73, upper: 1 });
  });

  it('does not expect a negative load of a server', () => {
    expect(withinNature({ lower: -40, upper: 300 }, 800, power)).toEqual({ lower: 0, upper: 300 });
    expect(withinNature({ lower: -0.1, upper: 0.75 }, 0.9, { metric: 'system.cpu.utilization', unit: '1' })).toEqual({
      lower: 0,
      upper: 0.75,
    });
  });

  it('still holds a reading that is a little above a whole', () => {
    expect(withinNature({ lower: 0.9, upper: 1.1 }, 1.02, fan)).toEqual({ lower: 0.9, upper: 1.02 });
  });

  it('never turns its ends around', () => {
    expect(withinNature({ lower: 1.2, upper: 1.4 }, 0.5, fan)).toEqual({ lower: 1.2, upper: 1.2 });
    expect(withinNature({ lower: -60, upper: -20 }, 100, power)).toEqual({ lower: -20, upper: -20 });
  });

  it('is left alone where nature sets no limit, or none is known', () => {
    const band = { lower: -3, upper: 40 };
    expect(withinNature(band, 12, { metric: 'hw.power', unit: 'W' })).toEqual(band);
    expect(withinNature(band, 12, { metric: 'dc.weather.temperature', unit: 'Cel' })).toEqual(band);
    expect(withinNature(band, 12, { metric: 'my.balance', unit: '1' })).toEqual(band);
  });
});

describe('a ratio', () => {
  it.each([
    ['dc.crah.fan_speed', '1', true],
    ['system.cpu.utilization', '1', true],
    ['error_share', '1', true],
    ['dc.site.pue', '1', false],
    ['dc.chiller.cop', '1', false],
    ['hw.status', '1', false],
    ['hw.host.power', 'W', false],
  ])('%s in %s is a share of a whole: %s', (metric, unit, expected) => {
    expect(isShare({ metric, unit })).toBe(expected);
  });
});
