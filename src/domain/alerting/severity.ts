import { metricNature } from '../detection/metric-nature.js';
import type { AlertSeverity } from './alert.js';
import { weighedByImpact } from './impact.js';

/** Metrics whose trouble can take many machines down at once: cooling, power and what their failure heats. */
const plantMetric = /^(dc\.(crah|chiller|pump|tower|ups|pdu|rack)\.|hw\.(battery|power_supply|voltage))/;
const STRONG = 3;

/** What severity looks at in an observation. */
export interface Trouble {
  readonly score: number;
  readonly value: number;
  readonly expected: number;
}

/**
 * How urgent an anomaly is: what its score says of such a metric, weighed by what its value does to the site. A detector
 * that knows a series for hours only gives low scores, yet a fan that stands still is as urgent as ever; and a score may be
 * high where nothing is lost yet.
 */
export function anomalySeverity(metric: string, trouble: Trouble): AlertSeverity {
  return weighedByImpact(scoreSeverity(metric, trouble.score), metric, trouble);
}

/**
 * The metric says what is at stake, the score how far it is off. The hardware of a single machine rarely needs a person
 * at once; what users ask of it, and the weather, never do.
 */
function scoreSeverity(metric: string, score: number): AlertSeverity {
  const strong = score >= STRONG;
  if (metric.startsWith('dc.weather.')) return 'info';
  if (plantMetric.test(metric)) return strong ? 'critical' : 'warning';
  if (metricNature(metric) === 'demand' && metric !== 'hw.gpu.temperature') return 'info';
  return strong ? 'warning' : 'info';
}

/** How urgent it is that a device, or a part of one, reports nothing any more. */
export function silenceSeverity(metrics: readonly string[], wholeDevice: boolean): AlertSeverity {
  const plant = metrics.some((metric) => plantMetric.test(metric));
  if (wholeDevice) return plant ? 'critical' : 'warning';
  return plant ? 'warning' : 'info';
}
