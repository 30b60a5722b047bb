import type { CatalogueMetric } from '../../telemetry/metric-catalogue.js';

/** A login or badge of the twin, as the point of an event metric at one of those that it is about. */
export interface AccessPoint {
  readonly assetId: string;
  readonly metric: CatalogueMetric;
  readonly component: string;
  /** Epoch ms, each event at its own. */
  readonly at: number;
  readonly value: number;
}
