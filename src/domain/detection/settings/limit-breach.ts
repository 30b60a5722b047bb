import type { DetectorSettings } from './detector-settings.js';

/** A value beyond a bound that somebody has set for it. */
export interface LimitBreach {
  /** `invalid`: outside the valid range, so the sensor is at fault rather than what it measures. */
  readonly kind: 'invalid' | 'critical' | 'warning';
  readonly side: 'above' | 'below';
  /** The bound, in the series' unit. */
  readonly limit: number;
}

/** The gravest bound that the value is beyond; undefined when it keeps them all. A value on the bound keeps it. */
export function breachOf(value: number, settings: DetectorSettings): LimitBreach | undefined {
  return (
    above(value, settings.validMax, 'invalid') ??
    below(value, settings.validMin, 'invalid') ??
    above(value, settings.criticalAbove, 'critical') ??
    below(value, settings.criticalBelow, 'critical') ??
    above(value, settings.warningAbove, 'warning') ??
    below(value, settings.warningBelow, 'warning')
  );
}

function above(value: number, limit: number | null, kind: LimitBreach['kind']): LimitBreach | undefined {
  return limit !== null && value > limit ? { kind, side: 'above', limit } : undefined;
}

function below(value: number, limit: number | null, kind: LimitBreach['kind']): LimitBreach | undefined {
  return limit !== null && value < limit ? { kind, side: 'below', limit } : undefined;
}
