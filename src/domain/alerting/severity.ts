import { metricNature } from '../detection/metric-nature.js';
import type { LimitBreach } from '../detection/settings/limit-breach.js';
import { isResidual } from '../telemetry/metric-catalogue.js';
import { type AlertSeverity, graver } from './alert.js';
import { impactOf } from './impact.js';

/** Metrics whose trouble can take many machines down at once: cooling, power and what their failure heats. */
const plantMetric = /^(dc\.(crah|chiller|pump|tower|ups|pdu|rack)\.|hw\.(battery|power_supply|voltage))/;
const STRONG = 3;

/** What severity looks at in an observation. */
export interface Trouble {
  readonly score: number;
  readonly value: number;
  readonly expected: number;
}

/** How urgent an observation is. */
export type SeverityScale = (trouble: Trouble) => AlertSeverity;

/**
 * How urgent anomalies of a metric are: what the score says of such a metric, weighed by what the value does to the site. A
 * detector that knows a series for hours only gives low scores, yet a fan that stands still is as urgent as ever; and a
 * score may be high where nothing is lost yet. To be kept by the caller: trouble comes by the million points.
 */
export function severityScaleOf(metric: string): SeverityScale {
  const { weak, strong } = scoreSeverities(metric);
  const weigh = impactOf(metric);
  return ({ score, value, expected }) => {
    const severity = score >= STRONG ? strong : weak;
    return weigh ? weigh(severity, value, expected) : severity;
  };
}

/**
 * How urgent a value beyond a bound is: as urgent as whoever set the limit says, or more. An invalid value says that a
 * sensor is broken, whatever it would mean if it were true.
 */
export function breachSeverityScale({ kind }: LimitBreach, scale: SeverityScale): SeverityScale {
  return kind === 'invalid' ? () => 'warning' : (trouble) => graver(kind, scale(trouble));
}

/**
 * The metric says what is at stake, the score how far it is off. The hardware of a single machine rarely needs a person
 * at once; what users ask of it, and the weather, never do. Far from zero a residual is certain, not grave: readings are at
 * odds, or something wears. What that does to the site is measured.
 */
function scoreSeverities(metric: string): { weak: AlertSeverity; strong: AlertSeverity } {
  if (metric.startsWith('dc.access.')) return { weak: 'info', strong: 'warning' };
  if (metric.startsWith('dc.weather.')) return { weak: 'info', strong: 'info' };
  if (isResidual(metric) && plantMetric.test(metric)) return { weak: 'warning', strong: 'warning' };
  if (plantMetric.test(metric)) return { weak: 'warning', strong: 'critical' };
  if (metricNature(metric) === 'demand' && metric !== 'hw.gpu.temperature') return { weak: 'info', strong: 'info' };
  return { weak: 'info', strong: 'warning' };
}

/** How urgent it is that a device, or a part of one, reports nothing any more. */
export function silenceSeverity(metrics: readonly string[], wholeDevice: boolean): AlertSeverity {
  const plant = metrics.some((metric) => plantMetric.test(metric));
  if (wholeDevice) return plant ? 'critical' : 'warning';
  return plant ? 'warning' : 'info';
}
