import { describe, expect, it } from '@jest/globals';
import { unitSymbols, unitWords } from './unit-table.js';
import { rateUnit, unitConversion } from './units.js';

function convert(value: number, unit: string): string {
  const conversion = unitConversion(unit);
  if (!conversion) return 'unknown';
  return `${Number((value * conversion.scale + conversion.offset).toPrecision(9))} ${conversion.unit}`;
}

describe('unitConversion', () => {
  it.each([
    // Ratios and counts
    [42, '', '42 '],
    [0.5, '1', '0.5 1'],
    [0.5, 'ratio', '0.5 1'],
    [43.12, '%', '0.4312 1'],
    [43.12, 'percent', '0.4312 1'],
    [43.12, 'pct', '0.4312 1'],
    [400, 'ppm', '0.0004 1'],
    [400, '[ppm]', '0.0004 1'],
    [3, '{error}', '3 {error}'],
    [3, 'none', '3 '],
    [3, 'unspecified', '3 '],
    [3, 'discrete', '3 '],
    [3, 'na', '3 '],
    // Temperature
    [25, 'Cel', '25 Cel'],
    [25, 'C', '25 Cel'],
    [25, '°C', '25 Cel'],
    [25, 'celsius', '25 Cel'],
    [25, 'degrees_c', '25 Cel'],
    [25, 'degrees C', '25 Cel'],
    [25, 'degC', '25 Cel'],
    [25, 'degrees celsius', '25 Cel'],
    [25_000, 'mC', '25 Cel'],
    [77, '°F', '25 Cel'],
    [77, 'F', '25 Cel'],
    [77, '[degF]', '25 Cel'],
    [77, 'fahrenheit', '25 Cel'],
    [77, 'degrees_f', '25 Cel'],
    [77, 'degF', '25 Cel'],
    [77, 'degrees fahrenheit', '25 Cel'],
    [298.15, 'K', '25 Cel'],
    [298.15, 'kelvin', '25 Cel'],
    [642, '0.1 °F', '17.8888889 Cel'],
    // Power and energy
    [110, 'W', '110 W'],
    [110, 'watt', '110 W'],
    [110, 'watts', '110 W'],
    [110, 'mW', '0.11 W'],
    [110, 'milliwatts', '0.11 W'],
    [110, 'uW', '0.00011 W'],
    [110, 'kW', '110000 W'],
    [110, 'kilowatts', '110000 W'],
    [110, 'MW', '110000000 W'],
    [12, '0.01 kW', '120 W'],
    [110, 'VA', '110 VA'],
    [110, 'kVA', '110000 VA'],
    [110, 'var', '110 var'],
    [110, 'kvar', '110000 var'],
    [110, 'kVAr', '110000 var'],
    [5, 'J', '5 J'],
    [5, 'joule', '5 J'],
    [5, 'joules', '5 J'],
    [5, 'kilojoules', '5000 J'],
    [5, 'uJ', '0.000005 J'],
    [5, 'microjoules', '0.000005 J'],
    [5, 'mJ', '0.005 J'],
    [5, 'kJ', '5000 J'],
    [5, 'MJ', '5000000 J'],
    [5, 'GJ', '5000000000 J'],
    [5, 'Wh', '18000 J'],
    [5, 'W.h', '18000 J'],
    [5, 'kWh', '18000000 J'],
    [5, 'kW.h', '18000000 J'],
    [5, 'KWH', '18000000 J'],
    [5, 'MWh', '18000000000 J'],
    [1, '0.1 kWh', '360000 J'],
    // Electricity
    [230, 'V', '230 V'],
    [230, 'volt', '230 V'],
    [230, 'volts', '230 V'],
    [230, 'mV', '0.23 V'],
    [230, 'millivolts', '0.23 V'],
    [230, 'kV', '230000 V'],
    [16, 'A', '16 A'],
    [16, 'amp', '16 A'],
    [16, 'amps', '16 A'],
    [16, 'ampere', '16 A'],
    [16, 'amperes', '16 A'],
    [16, 'mA', '0.016 A'],
    [16, 'milliamps', '0.016 A'],
    [16, 'kA', '16000 A'],
    [163, '0.1 A', '16.3 A'],
    [2, 'Ohm', '2 Ohm'],
    [2, 'Ah', '2 A.h'],
    [2, 'A.h', '2 A.h'],
    // Frequency and speed
    [50, 'Hz', '50 Hz'],
    [50, 'hertz', '50 Hz'],
    [50, 'hz', '50 Hz'],
    [50, 'kHz', '50000 Hz'],
    [50, 'MHz', '50000000 Hz'],
    [50, 'mhz', '50000000 Hz'],
    [50, 'GHz', '50000000000 Hz'],
    [2100, 'rpm', '2100 rpm'],
    [2100, 'RPM', '2100 rpm'],
    [2100, '{rpm}', '2100 rpm'],
    [2100, 'Rpm', '2100 rpm'],
    // Time
    [98, 's', '98 s'],
    [98, 'sec', '98 s'],
    [98, 'second', '98 s'],
    [98, 'seconds', '98 s'],
    [98, 'ms', '0.098 s'],
    [98, 'milliseconds', '0.098 s'],
    [98, 'us', '0.000098 s'],
    [98, 'µs', '0.000098 s'],
    [98, 'microseconds', '0.000098 s'],
    [9_800_000, 'ns', '0.0098 s'],
    [9_800_000, 'nanoseconds', '0.0098 s'],
    [98, 'cs', '0.98 s'],
    [98, 'min', '5880 s'],
    [98, 'minute', '5880 s'],
    [98, 'minutes', '5880 s'],
    [2, 'h', '7200 s'],
    [2, 'hours', '7200 s'],
    [2, 'd', '172800 s'],
    [2, 'days', '172800 s'],
    // Data
    [8, 'By', '8 By'],
    [8, 'B', '8 By'],
    [8, 'byte', '8 By'],
    [8, 'bytes', '8 By'],
    [8, 'kBy', '8000 By'],
    [8, 'kB', '8000 By'],
    [8, 'kilobytes', '8000 By'],
    [8, 'MBy', '8000000 By'],
    [8, 'MB', '8000000 By'],
    [8, 'megabytes', '8000000 By'],
    [8, 'GBy', '8000000000 By'],
    [8, 'GB', '8000000000 By'],
    [8, 'gigabytes', '8000000000 By'],
    [8, 'TBy', '8000000000000 By'],
    [8, 'TB', '8000000000000 By'],
    [8, 'KiBy', '8192 By'],
    [8, 'KiB', '8192 By'],
    [8, 'kibibytes', '8192 By'],
    [549, 'MiB', '575668224 By'],
    [549, 'MiBy', '575668224 By'],
    [549, 'mebibytes', '575668224 By'],
    [1, 'GiB', '1073741820 By'],
    [1, 'GiBy', '1073741820 By'],
    [1, 'gibibytes', '1073741820 By'],
    [1, 'TiB', '1099511630000 By'],
    [1, 'TiBy', '1099511630000 By'],
    [8, 'bit', '1 By'],
    [8, 'bits', '1 By'],
    [8, 'kbit', '1000 By'],
    [8, 'Mbit', '1000000 By'],
    [8, 'Gbit', '1000000000 By'],
    // Pressure, volume and flow
    [12, 'Pa', '12 Pa'],
    [12, 'pascal', '12 Pa'],
    [12, 'pascals', '12 Pa'],
    [12, 'hPa', '1200 Pa'],
    [12, 'kPa', '12000 Pa'],
    [12, 'mbar', '1200 Pa'],
    [12, 'bar', '1200000 Pa'],
    [12, 'bars', '1200000 Pa'],
    [1, 'psi', '6894.757 Pa'],
    [1, '[psi]', '6894.757 Pa'],
    [1, 'inH2O', '249.0889 Pa'],
    [1, 'inHg', '3386.389 Pa'],
    [2, 'm3', '2 m3'],
    [2, 'l', '0.002 m3'],
    [2, 'L', '0.002 m3'],
    [2, 'm3/s', '2 m3/s'],
    [2, 'm³/s', '2 m3/s'],
    [7200, 'm3/h', '2 m3/s'],
    [7200, 'm³/h', '2 m3/s'],
    [2, 'l/s', '0.002 m3/s'],
    [60, 'l/min', '0.001 m3/s'],
    [60, 'L/min', '0.001 m3/s'],
    [60, 'lpm', '0.001 m3/s'],
    [1000, 'cfm', '0.471947443 m3/s'],
    [1000, 'CFM', '0.471947443 m3/s'],
    [1000, 'gpm', '0.0630901964 m3/s'],
    [1000, 'GPM', '0.0630901964 m3/s'],
    // The rest
    [2, 'm', '2 m'],
    [2, 'mm', '0.002 m'],
    [2, 'm/s', '2 m/s'],
    [2, 'kg', '2 kg'],
    [2, 'g', '0.002 kg'],
    [2, 'g/m3', '0.002 kg/m3'],
    [2, 'kg/m3', '2 kg/m3'],
    [360, 'g/kWh', '1e-7 kg/J'],
    [2, 'lx', '2 lx'],
    [2, 'deg', '2 deg'],
    [2, 'dB', '2 dB'],
    [2, 'dBm', '2 dBm'],
  ])('reads %d %s as %s', (value, unit, expected) => {
    expect(convert(value, unit)).toBe(expected);
  });

  it.each([
    [5, 'By/s', '5 By/s'],
    [5, 'Mbit/s', '625000 By/s'],
    [5, 'J/s', '5 W'],
    [60, '{packet}/min', '1 {packet}/s'],
    [5, 's/s', '5 1'],
    [5, '1/s', '5 1/s'],
  ])('reads the rate %d %s as %s', (value, unit, expected) => {
    expect(convert(value, unit)).toBe(expected);
  });

  it.each(['parsec', 'mystery', 'Cel/fortnight', '°F/min', '0.1 mystery', '{', 'toString', '__proto__'])(
    'does not guess what %s means',
    (unit) => {
      expect(unitConversion(unit)).toBeUndefined();
    },
  );

  it('keeps milli and mega apart', () => {
    expect(convert(1, 'mW')).not.toBe(convert(1, 'MW'));
    expect(convert(1, 'mJ')).not.toBe(convert(1, 'MJ'));
  });

  it('converts every listed unit to a unit that converts to itself', () => {
    for (const { unit } of [...Object.values(unitSymbols), ...Object.values(unitWords)]) {
      if (unit === 'kg/J') continue; // carbon intensity is only ever sent as g/kWh
      expect(unitConversion(unit)).toEqual({ unit, scale: 1, offset: 0 });
    }
  });
});

describe('rateUnit', () => {
  it('is watts for an energy counter, a ratio for busy seconds, and per second otherwise', () => {
    expect(['J', 's', 'By', '{error}', ''].map(rateUnit)).toEqual(['W', '1', 'By/s', '{error}/s', '1/s']);
  });
});
