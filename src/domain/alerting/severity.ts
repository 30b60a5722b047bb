import { metricNature } from '../detection/metric-nature.js';
import type { AlertSeverity } from './alert.js';

/** Metrics whose trouble can take many machines down at once: cooling, power and what their failure heats. */
const plantMetric = /^(dc\.(crah|chiller|pump|tower|ups|pdu|rack)\.|hw\.(battery|power_supply|voltage))/;
const STRONG = 3;

/**
 * How urgent an anomaly is: the metric says what is at stake, the score how far it is off. The
 * hardware of a single machine rarely needs a person at once; what users ask of it, and the weather, never do.
 */
export function anomalySeverity(metric: string, peakScore: number): AlertSeverity {
  const strong = peakScore >= STRONG;
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
