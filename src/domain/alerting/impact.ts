import { type CatalogueMetric, metricDefinition } from '../telemetry/metric-catalogue.js';
import { type AlertSeverity, graver, milder } from './alert.js';

/** What a value does to the site, however likely it is: how urgent trouble with it is at least, or at most. */
type ImpactRule =
  | { readonly above: number; readonly atLeast: AlertSeverity }
  | { readonly upTo: number; readonly atMost: AlertSeverity }
  /** Near 0 although clearly more is expected. */
  | { readonly standsStill: true; readonly atLeast: AlertSeverity };

/** Near 0: below this share of what is expected. */
const STILL_SHARE = 0.1;
/** Clearly more than 0: this many times the metric's resolution. */
const CLEAR_STEPS = 5;

/**
 * Inlet air by ASHRAE TC 9.9, Thermal Guidelines for Data Processing Environments (5th edition, 2021): recommended for
 * classes A1 to A4 up to 27 °C, allowable for class A1 up to 32 °C. Within what is recommended nothing is lost yet.
 */
const inletAir: readonly ImpactRule[] = [
  { upTo: 27, atMost: 'warning' },
  { above: 27, atLeast: 'warning' },
  { above: 32, atLeast: 'critical' },
];
/** A part of the plant that many machines depend on, at rest. */
const plantAtRest: readonly ImpactRule[] = [{ standsStill: true, atLeast: 'critical' }];
/** A single machine at rest: its work is lost or moves, its neighbours go on. */
const machineAtRest: readonly ImpactRule[] = [{ standsStill: true, atLeast: 'warning' }];

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
  'dc.ups.on_battery': [{ above: 0.5, atLeast: 'critical' }],
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

/** The severity, raised or lowered to what the impact of the value allows by the table above. */
export function weighedByImpact(
  severity: AlertSeverity,
  metric: string,
  seen: { readonly value: number; readonly expected: number },
): AlertSeverity {
  const rules = Object.hasOwn(impacts, metric) ? (impacts[metric as CatalogueMetric] ?? []) : [];
  return rules.reduce((weighed, rule) => {
    if (!applies(rule, metric, seen)) return weighed;
    return 'atLeast' in rule ? graver(weighed, rule.atLeast) : milder(weighed, rule.atMost);
  }, severity);
}

function applies(rule: ImpactRule, metric: string, { value, expected }: { value: number; expected: number }): boolean {
  if ('above' in rule) return value > rule.above;
  if ('upTo' in rule) return value <= rule.upTo;
  return standsStill(metric, value, expected);
}

function standsStill(metric: string, value: number, expected: number): boolean {
  const resolution = metricDefinition(metric)?.resolution ?? 0;
  return Math.abs(value) < STILL_SHARE * expected && expected >= CLEAR_STEPS * resolution;
}
