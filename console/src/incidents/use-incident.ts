import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { getIncident } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import type { Resource } from '../api/use-resource.js';
import { useLive } from '../live/live-context.js';
import { usePaced } from '../ui/use-paced.js';

/** In a storm an incident changes with every alert; its page follows at this pace. */
const followMs = 1_000;

/** One incident with its alerts and timeline, as it is now. */
export function useIncident(id: string): Resource<IncidentDetailOut> {
  const loaded = useResource(`incident ${id}`, (signal) => getIncident(id, signal));
  const reloadSoon = usePaced(followMs, loaded.reload);
  useLive({
    onIncident: (incident) => {
      if (incident.id === id) reloadSoon();
    },
    onQuiet: reloadSoon,
    onConnected: loaded.reload,
  });
  return loaded;
}
