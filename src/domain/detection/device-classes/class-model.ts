import type { Layer } from '../../networks/layer.js';
import { ReconstructionDistance } from '../autoencoder/reconstruction-distance.js';
import type { ClassCard } from './class-card.js';
import { type DeviceProfile, rowOf } from './device-profile.js';

/** The series that tells how far a device is from its class; 1 is the threshold. */
export const jointDeviationMetric = 'dc.device.joint_deviation';
/** A deviation is the mean distance of so many minutes: faults last, and machines need a minute or two to follow a jump. */
export const WINDOW_MINUTES = 5;
/** So many of them must have been read, the last one included. */
const LEAST_READ = 3;
/** Metrics named as the ones that do not belong. */
const NAMED = 3;

/** How far a device is from how its class usually behaves. */
export interface JointDeviation {
  /** 1 is the threshold. */
  readonly score: number;
  /** The metrics that have the greatest part in it, the greatest first. */
  readonly metrics: readonly string[];
}

/** The model of a device class, for those of its devices of which a profile is known. */
export class ClassModel {
  readonly #profiles: ReadonlyMap<string, DeviceProfile>;
  readonly #distance: ReconstructionDistance;

  constructor(
    readonly card: ClassCard,
    readonly layers: readonly Layer[],
  ) {
    this.#profiles = new Map(card.profiles.map((profile) => [profile.assetId, profile]));
    this.#distance = new ReconstructionDistance(layers, Float64Array.from(card.usual));
  }

  /** The same model for more devices: those of its class that it was not made from. */
  withProfiles(more: readonly DeviceProfile[]): ClassModel {
    return new ClassModel({ ...this.card, profiles: [...this.card.profiles, ...more] }, this.layers);
  }

  knows(assetId: string): boolean {
    return this.#profiles.has(assetId);
  }

  /** Judges a device by the minutes up to `last` of its metrics. Undefined when it is unknown or too little was read. */
  judge(assetId: string, columns: readonly Float64Array[], last: number): JointDeviation | undefined {
    const profile = this.#profiles.get(assetId);
    if (!profile) return undefined;
    const rows = Array.from({ length: WINDOW_MINUTES }, (_, back) => rowOf(profile, columns, last - back));
    const mean = meanDistance(rows, this.#distance);
    if (!mean) return undefined;
    const score = mean.distance / this.card.threshold;
    // Would be stored, and would alert, for ever.
    if (!Number.isFinite(score)) return undefined;
    const ranked = [...mean.shares.keys()].sort((a, b) => (mean.shares[b] ?? 0) - (mean.shares[a] ?? 0));
    return {
      score,
      metrics: ranked.slice(0, NAMED).map((column) => this.card.metrics[column] ?? ''),
    };
  }
}

/** The mean of a window of distances, the newest first; undefined when the newest is missing, or too many are. */
export function meanOfWindow(distances: readonly (number | undefined)[]): number | undefined {
  const read = distances.filter((each) => each !== undefined);
  if (distances[0] === undefined || read.length < LEAST_READ) return undefined;
  return read.reduce((sum, each) => sum + each, 0) / read.length;
}

/**
 * The mean distance of a window of rows, the newest first, and each column's part in it. Undefined when the newest is
 * missing, or too many are.
 */
function meanDistance(
  rows: readonly (Float64Array | undefined)[],
  distance: ReconstructionDistance,
): { distance: number; shares: Float64Array } | undefined {
  const shares = new Float64Array(distance.shares.length);
  const distances = rows.map((row) => {
    if (!row) return undefined;
    const each = distance.next(row);
    distance.shares.forEach((share, j) => (shares[j] = (shares[j] ?? 0) + share * each));
    return each;
  });
  const mean = meanOfWindow(distances);
  return mean === undefined ? undefined : { distance: mean, shares };
}
