import { type CatalogueMetric, metricDefinition } from '../telemetry/metric-catalogue.js';
import { type AlertSeverity, graver, milder } from './alert.js';
import { inletLimits } from './inlet-limits.js';

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

/** Within what is recommended nothing is lost yet. */
const inletAir: readonly ImpactRule[] = [
  { upTo: inletLimits.recommendedC, atMost: 'warning' },
  { above: inletLimits.recommendedC, atLeast: 'warning' },
  { above: inletLimits.allowableC, atLeast: 'critical' },
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

/** Raises or lowers a severity to what the impact of a value allows. */
export type WeighImpact = (severity: AlertSeverity, value: number, expected: number) => AlertSeverity;

/** How the table above weighs values of a metric; undefined for a metric that is not in it. */
export function impactOf(metric: string): WeighImpact | undefined {
  const rules = rulesOf(metric);
  if (!rules) return undefined;
  const clearlyMore = clearlyMoreOf(metric);
  return (severity, value, expected) => {
    let weighed = severity;
    for (const rule of rules) {
      if (!applies(rule, value, expected, clearlyMore)) continue;
      weighed = 'atLeast' in rule ? graver(weighed, rule.atLeast) : milder(weighed, rule.atMost);
    }
    return weighed;
  };
}

/**
 * Whether the value says that the asset stands still: a metric for which that matters is near 0 although clearly more is
 * expected.
 */
export function isAtRest(metric: string, value: number, expected: number): boolean {
  const rules = rulesOf(metric) ?? [];
  return rules.some((rule) => 'standsStill' in rule && applies(rule, value, expected, clearlyMoreOf(metric)));
}

function rulesOf(metric: string): readonly ImpactRule[] | undefined {
  return Object.hasOwn(impacts, metric) ? impacts[metric as CatalogueMetric] : undefined;
}

/** What is clearly more than 0 of a metric, in its unit. */
function clearlyMoreOf(metric: string): number {
  return CLEAR_STEPS * (metricDefinition(metric)?.resolution ?? 0);
}

function applies(rule: ImpactRule, value: number, expected: number, clearlyMore: number): boolean {
  if ('above' in rule) return value > rule.above;
  if ('upTo' in rule) return value <= rule.upTo;
  return expected >= clearlyMore && Math.abs(value) < STILL_SHARE * expected;
}
