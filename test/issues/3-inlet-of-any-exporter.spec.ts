import { describe, expect, it } from '@jest/globals';
import { decoders, type WireFormat } from '../../src/domain/telemetry/decoders/catalogue.js';
import { anIntake } from '../builders/intake.js';

const take = (format: WireFormat, body: string) =>
  anIntake(decoders[format])
    .take(body)
    .points.map((point) => point.replace(/ @ .*/, ''));

function otlp(name: string, unit: string, attributes: Readonly<Record<string, string>>): string {
  const listed = (pairs: Readonly<Record<string, string>>) =>
    Object.entries(pairs).map(([key, stringValue]) => ({ key, value: { stringValue } }));
  const gauge = { dataPoints: [{ asDouble: 24, attributes: listed(attributes) }] };
  const resource = { attributes: listed({ 'host.name': 'srv-1' }) };
  return JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics: [{ name, unit, gauge }] }] }] });
}

/** One sensor was `hw.host.ambient_temperature` by Redfish and `hw.temperature` by OpenTelemetry. */
describe("a server's inlet sensor", () => {
  it('is one metric, whether Redfish, IPMI or OpenTelemetry report it', () => {
    const redfish = 'redfish_thermal_temperatures,source=srv-1,name=Inlet,member_id=1 reading_celsius=24';
    const ipmi = 'ipmi_sensor,server=srv-1,name=inlet_temp,unit=degrees_c value=24';
    const ofHardware = otlp('hw.temperature', 'Cel', { 'hw.id': 'inlet-1', 'hw.sensor_location': 'INLET' });
    expect([take('line-protocol', redfish), take('line-protocol', ipmi), take('otlp-json', ofHardware)].flat()).toEqual(
      [
        'srv-1|hw.host.ambient_temperature|Inlet 1 = 24 Cel',
        'srv-1|hw.host.ambient_temperature|inlet_temp = 24 Cel',
        'srv-1|hw.host.ambient_temperature|inlet-1 = 24 Cel',
      ],
    );
  });

  it.each([
    [{ 'hw.sensor_location': 'INLET' }, 'hw.host.ambient_temperature'],
    [{ 'hw.sensor_location': 'inlet' }, 'hw.host.ambient_temperature'],
    [{ 'hw.sensor_location': 'Chassis Intake' }, 'hw.host.ambient_temperature'],
    [{ 'hw.name': 'System Board Inlet Temp' }, 'hw.host.ambient_temperature'],
    [{ 'hw.sensor_location': 'OUTLET' }, 'hw.host.outlet_temperature'],
    [{ 'hw.sensor_location': 'Exhaust' }, 'hw.host.outlet_temperature'],
    [{ 'hw.sensor_location': 'CPU0_DIE', 'hw.name': 'Inlet side' }, 'hw.temperature'],
    [{}, 'hw.temperature'],
  ])('is told by its place, or else by its name: %j is %s', (place, metric) => {
    expect(take('otlp-json', otlp('hw.temperature', 'Cel', { 'hw.id': 's-1', ...place }))).toEqual([
      `srv-1|${metric}|s-1 = 24 Cel`,
    ]);
  });

  it('is of temperatures alone: a fan or a voltage at the inlet keeps its metric', () => {
    const place = { 'hw.id': 's-1', 'hw.sensor_location': 'INLET' };
    expect(take('otlp-json', otlp('hw.fan.speed', 'rpm', place))).toEqual(['srv-1|hw.fan.speed|s-1 = 24 rpm']);
    expect(take('otlp-json', otlp('hw.voltage', 'V', place))).toEqual(['srv-1|hw.voltage|s-1 = 24 V']);
  });
});
