import { metricDefinition } from '../../telemetry/metric-catalogue.js';
import { usualDirectionOf } from '../metric-nature.js';
import type { DetectorSettings } from './detector-settings.js';

/** How a metric is judged where no rule says otherwise: what the metric catalogue knows of it. */
export function defaultSettingsOf(metric: string): DetectorSettings {
  const known = metricDefinition(metric);
  return {
    detector: 'on',
    direction: usualDirectionOf(metric),
    sensitivity: 1,
    minDeviation: known?.resolution ?? 0,
    minDeviationShare: 0,
    validMin: known?.min ?? null,
    validMax: known?.max ?? null,
    warningAbove: null,
    criticalAbove: null,
    warningBelow: null,
    criticalBelow: null,
    deviceLimits: 'on',
  };
}
