import { describe, expect, it } from '@jest/globals';
import { residualKinds } from '../detection/residuals/catalogue.js';
import { residualText } from './residual-text.js';

describe('what a residual says', () => {
  it.each([
    ['dc.pdu.power_residual', 1_230, 30, 'reads 1200 W more than its servers draw'],
    ['dc.crah.fan_speed_residual', -0.08, 0, 'turns its fan 8 % slower than its racks take air'],
    ['dc.crah.filter_pressure_residual', 12, 0, 'loses 12 Pa more over its filter than at this airflow'],
    ['dc.ups.battery_time_residual', -0.1, 0, 'would run 10 % shorter on battery than its load allows'],
  ])('%s of %f, expected %f: %s', (metric, value, expected, text) => {
    expect(residualText(metric, { value, expected })).toBe(text);
  });

  it.each(residualKinds.map(({ metric }) => metric))('%s is told in words, both ways', (metric) => {
    const more = residualText(metric, { value: 1, expected: 0 });
    expect(more).toBeDefined();
    expect(more).not.toBe(residualText(metric, { value: -1, expected: 0 }));
  });

  it('leaves other metrics to their own words', () => {
    expect(residualText('dc.pdu.power', { value: 1, expected: 0 })).toBeUndefined();
  });
});
