import { metricDefinition } from '../../telemetry/metric-catalogue.js';
import { squeezed } from '../autoencoder/autoencoder-spec.js';
import type { DeviceHistory } from './device-history.js';
import { learnedPartOf } from './learned-part.js';

/** What is usual for one device: by it devices of different size become alike. */
export interface DeviceProfile {
  readonly assetId: string;
  /** Mean and standard deviation of each metric; the latter no less than the metric's resolution. */
  readonly centre: readonly number[];
  readonly scale: readonly number[];
}

/** The profile of a device from the part of its history that is learned. */
export function profileOf(history: DeviceHistory, metrics: readonly string[]): DeviceProfile {
  const columns = learnedPartOf(history).map((column) => column.filter(Number.isFinite));
  const centre = columns.map((column) => column.reduce((sum, value) => sum + value / column.length, 0));
  const scale = columns.map((column, j) => {
    const mean = centre[j] ?? 0;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2 / column.length, 0);
    return Math.max(Math.sqrt(variance), metricDefinition(metrics[j] ?? '')?.resolution ?? 0, Number.MIN_VALUE ** 0.5);
  });
  return { assetId: history.assetId, centre, scale };
}

/** The row of a device as its class sees it; undefined when a metric is missing. */
export function rowOf(profile: DeviceProfile, columns: readonly Float64Array[], at: number): Float64Array | undefined {
  const row = Float64Array.from(columns, (column, j) =>
    squeezed(((column[at] ?? NaN) - (profile.centre[j] ?? 0)) / (profile.scale[j] ?? 1)),
  );
  return row.every(Number.isFinite) ? row : undefined;
}
