import type { MaintenanceInForce } from '../domain/alerting/quiet/maintenance-calendar.js';
import type { LearningExclusions } from '../domain/detection/hygiene/learning-exclusions.js';
import type { SeriesDescriptor } from '../domain/telemetry/series.js';

/** Keeps what happens to assets that somebody works on out of what detectors learn. */
export class MaintenanceExclusions implements LearningExclusions {
  constructor(private readonly maintenance: MaintenanceInForce) {}

  get isIdle(): boolean {
    return !this.maintenance.hasWindows;
  }

  /** Whether a point of the series at this event time (epoch ms) is not to be learned. Cheap enough for every point. */
  excludes({ assetId }: Pick<SeriesDescriptor, 'assetId'>, atMs: number): boolean {
    return this.maintenance.isUnderMaintenance(assetId, atMs);
  }
}
