import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import { allPages } from '../api/all-pages.js';
import { getIncidents } from '../api/endpoints.js';
import type { Resource } from '../api/use-resource.js';
import { useLive } from '../live/live-context.js';
import { useOpenItems } from './use-open-items.js';

const most = 1_000;

/** Open incidents: loaded, then kept by live events, and loaded again after a lost connection. */
export function useOpenIncidents(): Resource<readonly IncidentOut[]> {
  const incidents = useOpenItems('open-incidents', loadOpen, isOpen);
  useLive({ onIncident: incidents.keep, onConnected: incidents.reload });
  return incidents;
}

function loadOpen(signal: AbortSignal): Promise<readonly IncidentOut[]> {
  return allPages((page) => getIncidents({ state: 'open', ...page }, signal), most);
}

function isOpen({ state }: IncidentOut): boolean {
  return state === 'open';
}
