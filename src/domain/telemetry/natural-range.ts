import { isResidual, metricDefinition } from './metric-catalogue.js';

interface Measure {
  readonly metric: string;
  readonly unit: string;
}

interface Band {
  readonly lower: number;
  readonly upper: number;
}

/** Ratios up to this are taken in, since meters read a little above a whole; what is more than one is still more than all. */
const acceptedShare = 1.5;
/** Power that can flow both ways: a battery's. */
const signedPower: ReadonlySet<string> = new Set(['hw.power', 'hw.energy.rate']);

/** True for a ratio that is a share of a whole, such as utilisation or fan speed, and not a plain number such as PUE. */
export function isShare({ metric, unit }: Measure): boolean {
  if (unit !== '1') return false;
  const known = metricDefinition(metric);
  return known === undefined || known.max === acceptedShare;
}

/**
 * The band without what the metric cannot be, for people: no negative power, no fan above its full speed. A band is
 * statistics and knows no such limits. It is never cut so far that it leaves out `value` if that was inside.
 */
export function withinNature({ lower, upper }: Band, value: number, measure: Measure): Band {
  const { min, max } = naturalRange(measure);
  const low = Math.max(lower, Math.min(min, value, upper));
  return { lower: low, upper: Math.min(upper, Math.max(max, value, low)) };
}

/** What the metric can be, in its unit; infinite where nothing limits it. */
export function naturalRange({ metric, unit }: Measure): { readonly min: number; readonly max: number } {
  const known = metricDefinition(metric);
  if (known === undefined) return { min: -Infinity, max: Infinity };
  if (isShare({ metric, unit })) return { min: 0, max: 1 };
  const min = unit === 'W' && !signedPower.has(metric) && !isResidual(metric) ? 0 : (known.min ?? -Infinity);
  return { min, max: known.max ?? Infinity };
}
