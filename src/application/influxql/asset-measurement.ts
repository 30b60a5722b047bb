import type { SeriesRegistry } from '../../domain/telemetry/series-registry.js';
import type { Clock } from '../../ports/clock.js';
import { placedAssets } from '../placed-assets.js';
import { type EventPoint, eventSeries } from './event-measurement.js';
import { LoneMeasurement } from './lone-measurement.js';
import type { Measurement, TimeRange } from './measurement.js';
import { type Placed, placeTagKeys } from './place-tags.js';

const name = 'plenum_assets';

/**
 * The assets as the measurement `plenum_assets`, for the variables of dashboards: which racks stand in a room, which
 * servers in a rack. Each has one point, at the end of whatever range is asked for.
 */
export class AssetMeasurement extends LoneMeasurement {
  constructor(
    private readonly site: Placed,
    private readonly registry: SeriesRegistry,
    private readonly clock: Clock,
  ) {
    super();
  }

  protected override get measurement(): Measurement {
    return {
      name,
      tagKeys: ['asset', ...placeTagKeys],
      fields: { name: 'string', series: 'float' },
      series: (range, fits) => Promise.resolve(eventSeries(this.#events(range), fits)),
    };
  }

  #events({ toMs }: TimeRange): readonly EventPoint[] {
    const at = Math.min(this.clock.now(), toMs - 1);
    return placedAssets(this.site, this.registry).map(({ id, name: called, kind, rack, room, series }) => ({
      at,
      tags: { asset: id, kind, rack, room },
      fields: { name: called, series },
    }));
  }
}
