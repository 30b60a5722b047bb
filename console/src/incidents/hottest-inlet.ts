import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';

/** Metrics of the air that machines breathe. */
const inletMetrics = ['dc.rack.inlet_temperature', 'hw.host.ambient_temperature'];

/** The alert whose series is the hottest inlet of the incident: of the asset that the outlook is of, while there is one. */
export function hottestInlet({ members, timeToLimit }: IncidentDetailOut): AlertOut | undefined {
  const inlets = members.filter((alert) => alert.kind === 'anomaly' && inletMetrics.includes(alert.metric));
  const watched = inlets.filter((alert) => alert.assetId === timeToLimit[0]?.assetId);
  const candidates = watched.length > 0 ? watched : inlets;
  return [...candidates].sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity))[0];
}
