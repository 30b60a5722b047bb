import { describe, expect, it } from '@jest/globals';
import { displayUnit } from './display-unit.js';
import { countText, formatBand, formatCount, formatNumber, formatQuantity, formatScore } from './quantity.js';

/** Numbers and units are joined by a no-break space; tests write a plain one. */
const plain = (text: string) => text.replaceAll(' ', ' ');

describe('quantities as an operator reads them', () => {
  it.each([
    [21.46, 'Cel', 'dc.rack.inlet_temperature', '21.5 °C'],
    [-3.04, 'Cel', 'dc.weather.temperature', '−3.0 °C'],
    [0.623, '1', 'dc.crah.fan_speed', '62.3 %'],
    [0.001_34, '1', 'system.cpu.utilization', '0.13 %'],
    [0, '1', 'dc.crah.fan_speed', '0.0 %'],
    [1.2345, '1', 'dc.site.pue', '1.23'],
    [5.5, '1', 'dc.chiller.cop', '5.50'],
    [1, '1', 'dc.ups.on_battery', '1.00'],
    [480, 'W', 'hw.host.power', '480 W'],
    [8_200, 'W', 'dc.rack.power', '8.2 kW'],
    [1_240_000, 'W', 'dc.site.power', '1.24 MW'],
    [-1_500, 'W', 'hw.power', '−1.5 kW'],
    [0, 'W', 'hw.power', '0 W'],
    [193_273_528_320, 'By', 'system.memory.usage', '180.00 GiB'],
    [1_250_000, 'By/s', 'system.network.io.rate', '1.3 MB/s'],
    [7_200, 'rpm', 'hw.fan.speed', '7200 rpm'],
    [900, 's', 'dc.ups.battery_time_left', '15.0 min'],
    [0.000_12, 'm3/s', 'dc.tower.water_flow', '0.12 l/s'],
    [0.012, 'm3/s', 'dc.chiller.flow', '12.00 l/s'],
    [0, 'm3/s', 'dc.crah.airflow', '0.00 m³/s'],
    [12.5, '{error}/s', 'system.network.errors.rate', '12.50 error/s'],
    [3, '', 'whatever', '3.000'],
  ])('%d %s of %s is %s', (value, unit, metric, text) => {
    expect(plain(formatQuantity(value, { unit, metric }))).toBe(text);
  });

  it('shows a value never measured as a dash', () => {
    expect(formatQuantity(undefined, { unit: 'W', metric: '' })).toBe('–');
    expect(formatQuantity(null, { unit: 'W', metric: '' })).toBe('–');
    expect(formatQuantity(Number.NaN, { unit: 'W', metric: '' })).toBe('–');
    expect(formatScore(null)).toBe('–');
  });

  it('keeps both ends of a band in one unit', () => {
    expect(plain(formatBand(900, 1_100, { unit: 'W', metric: '' }))).toBe('0.9 to 1.1 kW');
    expect(formatBand(null, 1, { unit: 'W', metric: '' })).toBe('–');
  });

  it('has no negative zero', () => {
    expect(formatNumber(-0.01, displayUnit({ unit: 'Cel', metric: '' }, 0))).toBe('0.0');
  });

  it('says one alert, and no or two alerts', () => {
    expect([0, 1, 2].map((count) => countText(count, 'alert'))).toEqual(['0 alerts', '1 alert', '2 alerts']);
  });

  it('groups large counts', () => {
    expect(plain(formatCount(1_234_567))).toBe('1 234 567');
  });
});
