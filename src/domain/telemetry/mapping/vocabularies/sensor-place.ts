/**
 * The metric of a temperature sensor by where its name says that it sits. Inlet and exhaust have metrics of their own,
 * because the limits of the room's air (ASHRAE TC 9.9) hold at the equipment inlet and nowhere else.
 */
export function temperatureMetric(sensorName: string): string {
  if (/(^|[^a-z])(inlet|intake|ambient)([^a-z]|$)/i.test(sensorName)) return 'hw.host.ambient_temperature';
  if (/(^|[^a-z])(exhaust|outlet)([^a-z]|$)/i.test(sensorName)) return 'hw.host.outlet_temperature';
  return 'hw.temperature';
}
