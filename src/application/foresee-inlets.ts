import type { IncidentWithMembers } from '../domain/alerting/incidents/incident.js';
import type { TimeToLimit } from '../domain/alerting/incidents/incident-report.js';
import { OUTLOOK_WINDOW_MS, timesToLimits } from '../domain/alerting/incidents/outlook.js';
import { inletMetrics } from '../domain/alerting/inlet-limits.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';

/** More points than an inlet has in the window at one a second. */
const MOST_POINTS = 1000;

/** Reads how the hottest inlet of an incident has gone lately, to tell when it reaches its limits. */
export class ForeseeInlets {
  constructor(private readonly store: Pick<TelemetryStore, 'latest' | 'readPoints'>) {}

  /** Nothing for an incident in which no inlet is in trouble. */
  async of({ members }: IncidentWithMembers): Promise<readonly TimeToLimit[]> {
    const inlets = members.filter(({ state, kind, metric }) => {
      return state === 'firing' && kind === 'anomaly' && inletMetrics.has(metric);
    });
    if (inlets.length === 0) return [];
    const latest = await this.store.latest(inlets.map(({ seriesId }) => seriesId));
    const [hottest] = [...latest].sort((left, right) => right.value - left.value);
    const alert = inlets.find(({ seriesId }) => seriesId === hottest?.seriesId);
    if (!hottest || !alert) return [];
    const { at, value } = await this.store.readPoints({
      seriesId: hottest.seriesId,
      fromMs: hottest.at - OUTLOOK_WINDOW_MS,
      toMs: hottest.at + 1,
      limit: MOST_POINTS,
    });
    return timesToLimits({ assetId: alert.assetId, at, value });
  }
}
