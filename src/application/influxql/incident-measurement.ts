import type { Clock } from '../../ports/clock.js';
import type { AcknowledgedIncident, IncidentLog } from '../../ports/incident-log.js';
import { boundsOf, type EventPoint, eventSeries } from './event-measurement.js';
import { LoneMeasurement } from './lone-measurement.js';
import type { Measurement, TimeRange } from './measurement.js';
import { type Placed, placeTagKeys, placeTags } from './place-tags.js';

const name = 'plenum_incidents';

/** The newest this many are seen, and this many open ones. */
const mostIncidents = 10_000;

const fields = {
  acknowledged_by: 'string',
  affected: 'float',
  alerts: 'float',
  duration_s: 'float',
  id: 'string',
  limit_in_s: 'float',
  resolved_at: 'float',
  simulated: 'boolean',
  title: 'string',
} as const;

/**
 * Incidents as the measurement `plenum_incidents`: a point at the start of each that is open or resolved. The tag `asset` is
 * the supposed cause, with its place; `affected` counts assets. `duration_s` of an open one grows; `limit_in_s` is the time
 * until the hottest inlet reaches the first limit that it has not passed.
 */
export class IncidentMeasurement extends LoneMeasurement {
  constructor(
    private readonly incidents: Pick<IncidentLog, 'list'>,
    private readonly site: Placed,
    private readonly clock: Clock,
  ) {
    super();
  }

  protected override get measurement(): Measurement {
    return {
      name,
      tagKeys: ['asset', 'severity', 'state', ...placeTagKeys],
      fields,
      series: async (range, fits) => eventSeries(await this.#events(range), fits),
    };
  }

  async #events(range: TimeRange): Promise<readonly EventPoint[]> {
    const bounds = { ...boundsOf(range), limit: mostIncidents };
    const [newest, open] = await Promise.all([
      this.incidents.list({ ...bounds, states: ['open', 'resolved'] }),
      this.incidents.list({ ...bounds, states: ['open'] }),
    ]);
    const byId = new Map([...newest, ...open].map((incident) => [incident.id, incident]));
    return [...byId.values()].map((incident) => this.#event(incident));
  }

  #event(incident: AcknowledgedIncident): EventPoint {
    const { causeAssetId: asset, severity, state, startsAt, report } = incident;
    const endsAt = incident.resolvedAt ?? this.clock.now();
    return {
      at: startsAt,
      tags: { asset, severity, state, ...placeTags(this.site.model, asset) },
      fields: {
        acknowledged_by: incident.acknowledgedBy ?? null,
        affected: report.assets.length,
        alerts: Object.values(report.alertsByKind).reduce((sum, count) => sum + count, 0),
        duration_s: Math.max(0, endsAt - startsAt) / 1000,
        id: incident.id,
        limit_in_s: nextLimitS(incident),
        resolved_at: incident.resolvedAt ?? null,
        simulated: incident.simulated,
        title: incident.title,
      },
    };
  }
}

/** Seconds until the first limit that is not passed; null when none is approached. */
function nextLimitS({ report }: AcknowledgedIncident): number | null {
  const ahead = report.outlook.flatMap(({ inMs }) => (inMs === undefined || inMs === 0 ? [] : [inMs]));
  return ahead.length === 0 ? null : Math.min(...ahead) / 1000;
}
