import type { MaintenanceInForce } from '../domain/alerting/quiet/maintenance-calendar.js';
import type { SeriesDescriptor } from '../domain/telemetry/series.js';

/** Keeps what happens to assets that somebody works on out of what detectors learn. */
export class MaintenanceExclusions {
  constructor(private readonly maintenance: MaintenanceInForce) {}

  /** Whether a point of the series at this event time (epoch ms) is not to be learned. Cheap enough for every point. */
  excludes({ assetId }: Pick<SeriesDescriptor, 'assetId'>, atMs: number): boolean {
    return this.maintenance.isUnderMaintenance(assetId, atMs);
  }
}
