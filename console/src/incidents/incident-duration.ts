import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';

/** How long it has lasted, in ms: to its end, or to the present of its kind. */
export function durationOf(incident: IncidentOut, now: (simulated: boolean) => number): number {
  const end = incident.resolvedAt === null ? now(incident.simulated) : Date.parse(incident.resolvedAt);
  return end - Date.parse(incident.startsAt);
}
