import { type MetricNature, metricNature } from '../detection/metric-nature.js';
import type { AlertPolicy } from './episode.js';

/** For what is held or carried: an operator hears of it within the minute. */
export const defaultAlertPolicy: AlertPolicy = {
  anomalousAt: 1,
  quietBelow: 0.8,
  holdMs: 30_000,
  holdSamples: 3,
  strongAt: 3,
  clearMs: 120_000,
  maxClearFactor: 5,
  restateGrowth: 1.5,
  restateMs: 60_000,
};

/** For what users ask of machines: bursts of minutes are their business, however high. */
export const demandAlertPolicy: AlertPolicy = { ...defaultAlertPolicy, holdMs: 5 * 60_000, strongAt: Infinity };

/** For who gets in: one point is a whole minute of events, and the next minute may be too late. */
export const accessAlertPolicy: AlertPolicy = { ...defaultAlertPolicy, holdMs: 0, holdSamples: 1 };

const policies: Record<MetricNature, AlertPolicy> = {
  demand: demandAlertPolicy,
  carried: defaultAlertPolicy,
  compound: defaultAlertPolicy,
  held: defaultAlertPolicy,
};

/** When trouble with a metric is an alert. */
export function alertPolicyOf(metric: string): AlertPolicy {
  if (metric.startsWith('dc.access.')) return accessAlertPolicy;
  return policies[metricNature(metric)];
}
