import type { CounterKind } from '../decoder.js';

/** What becomes of a metric's points: they are followed as a counter, left out for a reason, or refused. */
export type MetricKind =
  | { readonly kind: 'points'; readonly counter: CounterKind }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'malformed'; readonly message: string };

/** `AggregationTemporality` of opentelemetry-proto. */
export const temporalities = { unspecified: 0, delta: 1, cumulative: 2 } as const;

/** Bit of `DataPointFlags`: the sender knows the series but had nothing to record. */
export const noRecordedValue = 1;

export const gaugeKind: MetricKind = { kind: 'points', counter: 'none' };

/**
 * A monotonic sum is a counter. Another sum is a level (connections open, memory used), unless it tells changes only:
 * a change without the level it started from says nothing.
 */
export function sumKind(isMonotonic: boolean, temporality: number): MetricKind {
  if (!isMonotonic) {
    return temporality === temporalities.delta ? { kind: 'skipped', reason: 'non_monotonic_delta' } : gaugeKind;
  }
  if (temporality === temporalities.delta) return { kind: 'points', counter: 'delta' };
  if (temporality === temporalities.cumulative) return { kind: 'points', counter: 'cumulative' };
  return { kind: 'malformed', message: 'A monotonic sum must say whether it is delta or cumulative.' };
}
