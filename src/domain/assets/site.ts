import type { SiteModel } from './site-model.js';
import type { WorkloadProfile } from './workload.js';

export interface Location {
  /** Degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
  readonly altitudeM: number;
}

/** The operator's limits for the cooling controller. */
export interface CoolingControl {
  readonly supplySetpointC: Bounds;
  /** Bounds of the return minus supply temperature that the fans hold; absent when the plant does not offer it. */
  readonly riseK?: Bounds;
  /** No server inlet may be warmer. */
  readonly hottestInletMaxC: number;
  readonly stepSeconds: number;
  readonly objective: 'total-energy' | 'cooling-energy' | 'carbon';
}

/** Range of a setpoint, where it starts, and the largest change in one step. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly start: number;
  readonly maxStep: number;
}

/** One data centre as described by its `site.yaml`. */
export interface Site {
  readonly name: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timezone: string;
  readonly location: Location;
  readonly model: SiteModel;
  readonly workloads: ReadonlyMap<string, WorkloadProfile>;
  readonly coolingControl: CoolingControl | undefined;
}
