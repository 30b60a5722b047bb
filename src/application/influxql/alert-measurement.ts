import type { AcknowledgedAlert, AlertLog } from '../../ports/alert-log.js';
import type { Clock } from '../../ports/clock.js';
import { boundsOf, type EventPoint, eventSeries } from './event-measurement.js';
import { LoneMeasurement } from './lone-measurement.js';
import type { Measurement, TimeRange } from './measurement.js';
import { type Placed, placeTagKeys, placeTags } from './place-tags.js';

const name = 'plenum_alerts';

/** The newest this many are seen, and this many open ones. */
const mostAlerts = 10_000;

const fields = {
  acknowledged_by: 'string',
  duration_s: 'float',
  expected: 'float',
  fired_at: 'float',
  id: 'string',
  peak_score: 'float',
  resolved_at: 'float',
  simulated: 'boolean',
  summary: 'string',
  unit: 'string',
  value: 'float',
} as const;

/**
 * The history of alerts as the measurement `plenum_alerts`, so that a Grafana beside one process needs no second data
 * source: a point at the start of each alert. The tag `watch` says what raised it (`anomaly`, `silent`); `fired_at` and
 * `resolved_at` are epoch ms; `duration_s` of an open alert grows.
 */
export class AlertMeasurement extends LoneMeasurement {
  constructor(
    private readonly alerts: AlertLog,
    private readonly site: Placed,
    private readonly clock: Clock,
  ) {
    super();
  }

  protected override get measurement(): Measurement {
    return {
      name,
      tagKeys: ['asset', 'component', 'metric', 'severity', 'state', 'watch', ...placeTagKeys],
      fields,
      series: async (range, fits) => eventSeries(await this.#events(range), fits),
    };
  }

  async #events(range: TimeRange): Promise<readonly EventPoint[]> {
    const bounds = { ...boundsOf(range), limit: mostAlerts };
    const [newest, open] = await Promise.all([
      this.alerts.list(bounds),
      this.alerts.list({ ...bounds, states: ['firing'] }),
    ]);
    const byId = new Map([...newest, ...open].map((alert) => [alert.id, alert]));
    return [...byId.values()].map((alert) => this.#event(alert));
  }

  #event(alert: AcknowledgedAlert): EventPoint {
    const { assetId: asset, metric, component, severity, state, kind: watch, startsAt } = alert;
    const endsAt = alert.resolvedAt ?? this.clock.now();
    return {
      at: startsAt,
      tags: { asset, metric, component, severity, state, watch, ...placeTags(this.site.model, asset) },
      fields: {
        acknowledged_by: alert.acknowledgedBy ?? null,
        duration_s: Math.max(0, endsAt - startsAt) / 1000,
        expected: alert.expected,
        fired_at: alert.firedAt ?? null,
        id: alert.id,
        peak_score: alert.peakScore,
        resolved_at: alert.resolvedAt ?? null,
        simulated: alert.simulated,
        summary: alert.summary,
        unit: alert.unit,
        value: alert.value,
      },
    };
  }
}
