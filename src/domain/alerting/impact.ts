import { type CatalogueMetric, metricDefinition } from '../telemetry/metric-catalogue.js';
import type { AlertSeverity } from './alert.js';

/** What a value means for the site, however likely it is. */
type ImpactRule =
  /** Above this value, in the metric's unit, trouble is at least this urgent. */
  | { readonly above: number; readonly severity: AlertSeverity }
  /** So it is when the value is near 0 although clearly more is expected. */
  | { readonly standsStill: true; readonly severity: AlertSeverity };

/** Near 0: below this share of what is expected. */
const STILL_SHARE = 0.1;
/** Clearly more than 0: this many times the metric's resolution. */
const CLEAR_STEPS = 5;

/**
 * Inlet air by ASHRAE TC 9.9, Thermal Guidelines for Data Processing Environments (5th edition, 2021): recommended for
 * classes A1 to A4 up to 27 °C, allowable for class A1 up to 32 °C.
 */
const inletAir: readonly ImpactRule[] = [
  { above: 27, severity: 'warning' },
  { above: 32, severity: 'critical' },
];
/** A part of the plant that many machines depend on, at rest. */
const plantAtRest: readonly ImpactRule[] = [{ standsStill: true, severity: 'critical' }];
/** A single machine at rest: its work is lost or moves, its neighbours go on. */
const machineAtRest: readonly ImpactRule[] = [{ standsStill: true, severity: 'warning' }];

const impacts: Partial<Record<CatalogueMetric, readonly ImpactRule[]>> = {
  'dc.rack.inlet_temperature': inletAir,
  'hw.host.ambient_temperature': inletAir,

  'dc.crah.fan_speed': plantAtRest,
  'dc.crah.fan_power': plantAtRest,
  'dc.crah.airflow': plantAtRest,
  'dc.crah.cooling_power': plantAtRest,
  'dc.chiller.power': plantAtRest,
  'dc.chiller.cooling_power': plantAtRest,
  'dc.chiller.flow': plantAtRest,
  'dc.pump.power': plantAtRest,
  'dc.tower.fan_speed': plantAtRest,
  'dc.tower.fan_power': plantAtRest,

  'dc.pdu.power': plantAtRest,
  'dc.pdu.energy.rate': plantAtRest,
  'dc.pdu.current': plantAtRest,
  'dc.pdu.voltage': plantAtRest,
  'dc.ups.on_battery': [{ above: 0.5, severity: 'critical' }],
  'dc.ups.input_power': plantAtRest,
  'dc.ups.output_power': plantAtRest,
  'dc.ups.input_voltage': plantAtRest,
  'dc.ups.output_voltage': plantAtRest,
  'dc.rack.power': plantAtRest,
  'dc.rack.airflow': plantAtRest,
  'dc.site.it_power': plantAtRest,
  'dc.site.power': plantAtRest,
  'hw.voltage': plantAtRest,

  'hw.host.power': machineAtRest,
  'hw.host.energy.rate': machineAtRest,
  'hw.fan.speed': machineAtRest,
  'hw.fan.speed_ratio': machineAtRest,
};

/** The severities that the impact of a value calls for, by the table above; none for a metric that is not in it. */
export function impactSeverities(
  metric: string,
  { value, expected }: { readonly value: number; readonly expected: number },
): readonly AlertSeverity[] {
  const rules = Object.hasOwn(impacts, metric) ? impacts[metric as CatalogueMetric] : undefined;
  if (!rules) return [];
  return rules
    .filter((rule) => ('above' in rule ? value > rule.above : standsStill(metric, value, expected)))
    .map(({ severity }) => severity);
}

function standsStill(metric: string, value: number, expected: number): boolean {
  const resolution = metricDefinition(metric)?.resolution ?? 0;
  return Math.abs(value) < STILL_SHARE * expected && expected >= CLEAR_STEPS * resolution;
}
