import type { CatalogueMetric } from '../../telemetry/metric-catalogue.js';

/** One quantity that a derived series is computed from. Every component of the asset counts: fans, phases, probes. */
export interface DerivedInput {
  readonly assetId: string;
  /** The first of them that the asset still reports is taken. */
  readonly metrics: readonly CatalogueMetric[];
  /** How components become one value. */
  readonly over: 'mean' | 'sum';
}

/**
 * Computes one series from others, slot by slot in event time: inputs in, at most one point out. It reads no clock and
 * sees each slot once, in order, so the same inputs give the same points wherever it runs.
 */
export interface Deriver {
  readonly assetId: string;
  /** In the metric catalogue; never a metric that a deriver reads. */
  readonly metric: CatalogueMetric;
  readonly inputs: readonly DerivedInput[];
  /** The value at a slot from the value of each input there, all of them finite; undefined while nothing can be said. */
  derive(at: number, values: Float64Array): number | undefined;
  /** All that it has learned, exact. */
  save(): readonly number[];
  /** Goes on from a saved state; numbers that do not fit its form leave it as it was made. */
  restore(state: readonly number[]): void;
}
