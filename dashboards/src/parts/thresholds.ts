import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';

/** Values at which colours change; below the first step all is well. */
export interface Limits {
  readonly warning?: number;
  readonly critical?: number;
  /** Whether small values are the bad ones, such as a battery's charge. */
  readonly lowIsBad?: boolean;
}

const [good, bad, worst] = ['green', 'orange', 'red'] as const;

/** ASHRAE TC 9.9 (2021): recommended inlet up to 27 °C, allowable for class A1 up to 32 °C. */
export const inletLimits: Limits = { warning: 27, critical: 32 };

/** Steps of colour for limits. */
export function thresholdsOf({ warning, critical, lowIsBad = false }: Limits): ThresholdsConfigBuilder {
  const step = (value: number | undefined, color: string) => (value === undefined ? [] : [{ value, color }]);
  const steps = lowIsBad
    ? [{ value: null, color: worst }, ...step(critical, bad), ...step(warning, good)]
    : [{ value: null, color: good }, ...step(warning, bad), ...step(critical, worst)];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}
