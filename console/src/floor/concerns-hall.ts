import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';

/** What serves halls without standing in one; a device that only telemetry knows stands nowhere either, but is no plant. */
const plantKinds = ['chiller', 'tower', 'pump', 'ups', 'pdu'];

/** Whether an incident is to be seen at a hall: it began there, it has reached it, or the plant is in trouble. */
export function concernsHall(incident: IncidentOut, room: string, assets: ReadonlySet<string>): boolean {
  if (incident.room === room || incident.assets.some((id) => assets.has(id))) return true;
  return incident.room === null && plantKinds.some((kind) => kind in incident.alertsByKind);
}
